/** Properties that hold words of strangers: of tokens, certificates, CAs, pages, profiles, policies and hosts. */
const OPEN: ReadonlySet<string> = new Set([
  ...['label', 'manufacturer', 'model', 'module', 'storeName', 'subject', 'value', 'before', 'now'],
  ...['name', 'ja', 'en', 'next', 'corporateId', 'userId', 'bankName', 'place', 'detail'],
  ...['token', 'ckr', 'path', 'version', 'ours', 'theirs', 'about', 'fileName', 'issuer', 'computer'],
])

/** A step of the bank's is closed, that of an error is not; a certificate's serial number is hexadecimal, a token's is not. */
const OPEN_IN: Readonly<Record<string, string>> = { step: 'data', serialNumber: 'stores' }

const isOpen = (key: string, parent: string): boolean => OPEN.has(key) || OPEN_IN[key] === parent

/** The same data with the text in each of those places. What the decoders close (dates, hex, origins, states) stays. */
export const poisoned = <T>(data: T, text: string, key = '', parent = ''): T => {
  if (typeof data === 'string') return (isOpen(key, parent) ? text : data) as T
  if (Array.isArray(data)) return data.map((one) => poisoned(one, text, key, parent)) as T
  if (typeof data !== 'object' || data === null) return data
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, poisoned(value, text, name, key)])) as T
}
