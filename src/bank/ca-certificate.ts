/**
 * Whether something is a CA's certificate (X.509, RFC 5280 §4.1), looked at from outside and without a library: profiles
 * are accepted in the browser too, where there is none. What it certifies is read by the host, in src/pki.
 */

interface Element {
  readonly tag: number
  readonly content: Uint8Array
}

const SEQUENCE = 0x30
const EXTENSIONS = 0xa3
const OCTET_STRING = 0x04
const BASIC_CONSTRAINTS = '85,29,19'
const CA_TRUE = '1,1,255'

/** The length at `at` and where it ends; in DER it has no more octets than it needs, and here not more than four. */
const lengthAt = (bytes: Uint8Array, at: number): { length: number; end: number } | undefined => {
  const first = bytes[at] ?? 0x80
  if (first < 0x80) return { length: first, end: at + 1 }
  const octets = bytes.subarray(at + 1, at + 1 + (first & 0x7f))
  if (octets.length === 0 || octets.length > 4 || octets.length !== (first & 0x7f) || octets[0] === 0) return undefined
  const length = octets.reduce((sum, octet) => sum * 256 + octet, 0)
  return length < 0x80 ? undefined : { length, end: at + 1 + octets.length }
}

/** The elements that fill the bytes exactly; none where they do not. */
const elementsIn = (bytes: Uint8Array): Element[] => {
  const elements: Element[] = []
  for (let at = 0; at < bytes.length; ) {
    const found = lengthAt(bytes, at + 1)
    if (!found || found.end + found.length > bytes.length) return []
    elements.push({ tag: bytes[at] ?? 0, content: bytes.subarray(found.end, found.end + found.length) })
    at = found.end + found.length
  }
  return elements
}

/** The elements inside of the only element, if it is of this type. */
const inside = (bytes: Uint8Array, tag: number): Element[] => {
  const [element, ...more] = elementsIn(bytes)
  return element?.tag === tag && more.length === 0 ? elementsIn(element.content) : []
}

const isCaExtension = ({ content }: Element): boolean => {
  const parts = elementsIn(content)
  const value = parts.at(-1)
  if (parts[0]?.content.join() !== BASIC_CONSTRAINTS || value?.tag !== OCTET_STRING) return false
  const [isCa] = inside(value.content, SEQUENCE)
  return isCa !== undefined && [isCa.tag, isCa.content.length, ...isCa.content].join() === CA_TRUE
}

/** @param base64 of DER, of base64's own form */
export const isCaCertificate = (base64: string): boolean => {
  const der = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  const [toBeSigned, algorithm, signature, ...more] = inside(der, SEQUENCE)
  if (toBeSigned?.tag !== SEQUENCE || algorithm?.tag !== SEQUENCE || signature?.tag !== 3 || more.length > 0)
    return false
  const extensions = elementsIn(toBeSigned.content).find(({ tag }) => tag === EXTENSIONS)
  return extensions !== undefined && inside(extensions.content, SEQUENCE).some(isCaExtension)
}
