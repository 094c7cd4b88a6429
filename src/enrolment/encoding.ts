import { fromBase64, toBase64 } from './base64.ts'
import { HRESULT } from './hresult.ts'
import { fail } from './hresult-error.ts'

/**
 * Text forms of DER: EncodingType of certenroll.h, which are CryptBinaryToString's and CryptStringToBinary's. Line ends
 * and the columns of HEX are Windows' own.
 */
const BASE64HEADER = 0x0
const BASE64 = 0x1
const BINARY = 0x2
const BASE64REQUESTHEADER = 0x3
const HEX = 0x4
const BASE64_ANY = 0x6
const ANY = 0x7
const HEX_ANY = 0x8
const HEXRAW = 0xc
const ENCODEMASK = 0xff
const NOCRLF = 0x40000000
const NOCR = 0x80000000

/**
 * DER as `CreateRequest` returns it.
 * @param der base64
 * @param encoding EncodingType with its flags, signed or unsigned
 * @throws HResultError E_INVALIDARG for a form that is for reading only, or unknown
 */
export const formatDer = (der: string, encoding: number): string => {
  const bytes = fromBase64(der) ?? fail(HRESULT.E_UNEXPECTED)
  const lineEnd = lineEndOf(encoding)
  switch (encoding & ENCODEMASK) {
    // Windows heads every BASE64HEADER so, a request too.
    case BASE64HEADER:
      return headed('CERTIFICATE', der, lineEnd)
    case BASE64:
      return lines(der, lineEnd)
    case BASE64REQUESTHEADER:
      return headed('NEW CERTIFICATE REQUEST', der, lineEnd)
    case BINARY:
      return binary(bytes)
    case HEX:
      return columns(bytes, lineEnd) + lineEnd
    case HEXRAW:
      return hexadecimal(bytes, () => '') + lineEnd
    default:
      return fail(HRESULT.E_INVALIDARG)
  }
}

/**
 * What a page hands to `InstallResponse`, as base64 of the raw bytes. Text is passed on as it came, in UTF-8, whatever
 * the page calls it: the host keeps exactly what the bank sent, finds out what it is, and can tell the user that an
 * error page came instead of a certificate.
 * @throws HResultError E_INVALIDARG where there is nothing, or no bytes where bytes are meant
 */
export const responseBytes = (text: string, encoding: number): string => {
  switch (encoding & ENCODEMASK) {
    case BINARY:
      return toBase64(bytesOf(text))
    case BASE64HEADER:
    case BASE64REQUESTHEADER:
    case BASE64:
    case BASE64_ANY:
    case ANY:
      // DER in a string, one character a byte, would not survive as UTF-8.
      return toBase64(/^0[\x80-\x84]/.test(text) ? bytesOf(text) : given(new TextEncoder().encode(text.trim() && text)))
    case HEX:
    case HEX_ANY:
    case HEXRAW:
      return toBase64(hexBytes(text))
    default:
      return fail(HRESULT.E_INVALIDARG)
  }
}

const lineEndOf = (encoding: number): string => {
  if ((encoding & NOCR) !== 0) return '\n'
  return (encoding & NOCRLF) === 0 ? '\r\n' : ''
}

const lines = (base64: string, lineEnd: string): string => base64.replace(/.{1,64}/g, (line) => line + lineEnd)

const headed = (what: string, base64: string, lineEnd: string): string =>
  `-----BEGIN ${what}-----${lineEnd}${lines(base64, lineEnd)}-----END ${what}-----${lineEnd}`

const hexadecimal = (bytes: Uint8Array, before: (index: number) => string): string => {
  let text = ''
  for (let at = 0; at < bytes.length; at++) text += before(at) + (bytes[at] ?? 0).toString(16).padStart(2, '0')
  return text
}

/** Sixteen bytes a line with a wider gap after the eighth; without line ends, a blank between any two. */
const columns = (bytes: Uint8Array, lineEnd: string): string =>
  hexadecimal(bytes, (index) => {
    if (index === 0) return ''
    if (lineEnd === '') return ' '
    if (index % 16 === 0) return lineEnd
    return index % 8 === 0 ? '  ' : ' '
  })

/** One character a byte. Windows packs two bytes into a character, which no script could send anywhere. */
const binary = (bytes: Uint8Array): string => {
  let text = ''
  for (let at = 0; at < bytes.length; at++) text += String.fromCharCode(bytes[at] ?? 0)
  return text
}

const bytesOf = (text: string): Uint8Array => {
  const bytes = new Uint8Array(text.length)
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    bytes[at] = code < 256 ? code : fail(HRESULT.E_INVALIDARG)
  }
  return given(bytes)
}

const hexBytes = (text: string): Uint8Array => {
  const digits = text.replace(/\s/g, '')
  if (!/^(?:[0-9a-f]{2})*$/i.test(digits)) return fail(HRESULT.E_INVALIDARG)
  const bytes = new Uint8Array(digits.length / 2)
  for (let at = 0; at < bytes.length; at++) bytes[at] = Number.parseInt(digits.slice(2 * at, 2 * at + 2), 16)
  return given(bytes)
}

const given = (bytes: Uint8Array): Uint8Array => (bytes.length > 0 ? bytes : fail(HRESULT.E_INVALIDARG))
