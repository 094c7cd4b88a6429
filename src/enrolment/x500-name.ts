import type { DistinguishedName, NameAttribute } from '../certificate/certificate.ts'
import { HRESULT } from './hresult.ts'
import { fail } from './hresult-error.ts'
import { attributeType } from './x500-attribute.ts'

/** X500NameFlags of certenroll.h. Those that choose a string's ASN.1 type are the host's business and ignored here. */
const SEMICOLON_FLAG = 0x40000000
const NO_PLUS_FLAG = 0x20000000
const NO_QUOTING_FLAG = 0x10000000
const CRLF_FLAG = 0x08000000
const COMMA_FLAG = 0x04000000
const FORWARD_FLAG = 0x01000000

/**
 * Reads a name as `IX500DistinguishedName::Encode` does: CertStrToName's grammar, and its REVERSE flag unless the page
 * sets FORWARD ("If you do not specify XCN_CERT_NAME_STR_FORWARD_FLAG, then XCN_CERT_NAME_STR_REVERSE_FLAG is
 * automatically applied"). So `CN=x, O=y, C=JP` comes out in the order of its encoding: C, O, CN. Without a separator
 * flag both comma and semicolon separate; `+` does too, and since a DistinguishedName is flat, the values it joins
 * become one attribute after the other. An empty value is allowed, a trailing separator too.
 * @throws HResultError CRYPT_E_INVALID_X500_STRING, …PRINTABLE_STRING or …IA5_STRING; `#hex` values are refused so too,
 *   for they have no text
 */
export const parseX500Name = (text: string, flags: number): DistinguishedName => {
  const separators = separatorsOf(flags)
  const quoting = (flags & NO_QUOTING_FLAG) === 0
  const names: NameAttribute[][] = []
  let rest = text.trim()
  let joined = false
  while (rest !== '') {
    const { attribute, after } = readAttribute(rest, separators, quoting)
    if (joined) names[names.length - 1]?.push(attribute)
    else names.push([attribute])
    joined = after.charAt(0) === '+'
    rest = after.slice(1).trimStart()
  }
  if ((flags & FORWARD_FLAG) === 0) names.reverse()
  return names.flat()
}

/** As a class of a regular expression: `,;+`. */
const separatorsOf = (flags: number): string => {
  const chosen =
    ((flags & COMMA_FLAG) === 0 ? '' : ',') +
    ((flags & SEMICOLON_FLAG) === 0 ? '' : ';') +
    ((flags & CRLF_FLAG) === 0 ? '' : '\\r\\n')
  return (chosen === '' ? ',;' : chosen) + ((flags & NO_PLUS_FLAG) === 0 ? '+' : '')
}

interface Read {
  readonly attribute: NameAttribute
  /** Begins with the separator; empty at the end of the text. */
  readonly after: string
}

const readAttribute = (text: string, separators: string, quoting: boolean): Read => {
  const [head, key = ''] = /^([^=\s]+)\s*=/.exec(text) ?? fail(HRESULT.CRYPT_E_INVALID_X500_STRING)
  const { type, check } = attributeType(key) ?? fail(HRESULT.CRYPT_E_INVALID_X500_STRING)
  const { value, after } = readValue(text.slice(head.length), separators, quoting)
  check(value)
  return { attribute: { type, value }, after }
}

const readValue = (text: string, separators: string, quoting: boolean): { value: string; after: string } => {
  const quoted = quoting ? new RegExp(`^\\s*"((?:[^"]|"")*)"[^\\S\\r\\n]*(?=$|[${separators}])`).exec(text) : null
  if (quoted !== null) return { value: (quoted[1] ?? '').replace(/""/g, '"'), after: text.slice(quoted[0].length) }
  const plain = new RegExp(`^[^${separators}]*`).exec(text)?.[0] ?? ''
  const value = plain.trim()
  if (value.charAt(0) === '#' || (quoting && value.charAt(0) === '"')) return fail(HRESULT.CRYPT_E_INVALID_X500_STRING)
  return { value, after: text.slice(plain.length) }
}
