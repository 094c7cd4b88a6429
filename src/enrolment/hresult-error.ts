import { HRESULT, signed } from './hresult.ts'

/** A failed HRESULT on its way out of the object model. `com/object.ts` makes of it what the page catches. */
export class HResultError extends Error {
  override readonly name = 'HResultError'
  constructor(readonly hresult: number) {
    super(hexadecimal(hresult))
  }
}

export const fail = (hresult: number): never => {
  throw new HResultError(hresult)
}

/** What a page catches: an Error with the members that Internet Explorer gave it. */
export interface PageError extends Error {
  /** Signed 32-bit HRESULT. */
  readonly number: number
  readonly description: string
}

/** FormatMessage's sentences for what pages are likely to show. */
const SENTENCES: Readonly<Record<number, string>> = {
  [HRESULT.E_NOTIMPL]: 'Not implemented',
  [HRESULT.E_NOINTERFACE]: 'No such interface supported',
  [HRESULT.OLE_E_BLANK]: 'Uninitialized object',
  [HRESULT.DISP_E_TYPEMISMATCH]: 'Type mismatch.',
  [HRESULT.E_ACCESSDENIED]: 'Access is denied.',
  [HRESULT.E_INVALIDARG]: 'The parameter is incorrect.',
  [HRESULT.ERROR_CANCELLED]: 'The operation was canceled by the user.',
  [HRESULT.ERROR_ALREADY_INITIALIZED]:
    'An attempt was made to perform an initialization operation when initialization has already been completed.',
  [HRESULT.NTE_FAIL]: 'An internal error occurred.',
  [HRESULT.CRYPT_E_NOT_FOUND]: 'Cannot find object or property.',
  [HRESULT.CRYPT_E_INVALID_X500_STRING]:
    'The string contains an invalid X500 name attribute key, oid, value or delimiter.',
  [HRESULT.CRYPT_E_ASN1_BADTAG]: 'ASN1 bad tag value met.',
  [HRESULT.SCRIPT_E_438]: "Object doesn't support this property or method",
  [HRESULT.SCRIPT_E_429]: "Automation server can't create object",
  [HRESULT.SCARD_E_NO_SMARTCARD]: 'The operation requires a Smart Card, but no Smart Card is currently in the device.',
  [HRESULT.SCARD_E_NO_SERVICE]: 'The Smart Card resource manager is not running.',
}

/**
 * @param source who failed, as CertEnroll writes it (`CertEnroll::CX509Enrollment::CreateRequest`); empty for the
 *   script engine's own errors, which carry a sentence alone
 */
export const pageError = (hresult: number, source: string): PageError => {
  const sentence = SENTENCES[hresult >>> 0] ?? ''
  const text = source === '' ? sentence : `${source}: ${sentence} ${hexadecimal(hresult)}`
  return Object.assign(new Error(text), { number: signed(hresult), description: text })
}

const hexadecimal = (hresult: number): string => `0x${(hresult >>> 0).toString(16)}`
