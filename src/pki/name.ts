import type { DistinguishedName, NameAttribute } from '../certificate/certificate.ts'
import { KoshinError } from '../protocol/errors.ts'
import { type Element, expectTag, Malformed, oidOf, sequenceOf } from './der-read.ts'
import { encode, encodeOid, encodeSequence } from './der-write.ts'
import { readString } from './string.ts'
import { TAG } from './tags.ts'

/** Short names: RFC 4514 §3; below the line, those of RFC 4519 and PKCS#9 that client certificates carry. */
const TYPES: Readonly<Record<string, string>> = {
  CN: '2.5.4.3',
  L: '2.5.4.7',
  ST: '2.5.4.8',
  O: '2.5.4.10',
  OU: '2.5.4.11',
  C: '2.5.4.6',
  STREET: '2.5.4.9',
  DC: '0.9.2342.19200300.100.1.25',
  UID: '0.9.2342.19200300.100.1.1',
  // ---
  SN: '2.5.4.4',
  serialNumber: '2.5.4.5',
  title: '2.5.4.12',
  GN: '2.5.4.42',
  dnQualifier: '2.5.4.46',
  emailAddress: '1.2.840.113549.1.9.1',
}
const SHORT_NAMES = new Map(Object.entries(TYPES).map(([name, oid]) => [oid, name]))

/** Attributes whose string type is not free: RFC 5280 appendix A.1. All others are DirectoryStrings. */
const STRING_TAGS: Readonly<Record<string, number>> = {
  C: TAG.printableString,
  serialNumber: TAG.printableString,
  dnQualifier: TAG.printableString,
  DC: TAG.ia5String,
  emailAddress: TAG.ia5String,
}
const ALPHABETS: Readonly<Record<number, RegExp>> = {
  [TAG.printableString]: /^[A-Za-z0-9 '()+,\-./:=?]+$/,
  [TAG.ia5String]: /^[\0-\x7f]+$/,
  [TAG.utf8String]: /^\P{Cs}+$/u,
}

/** What a message of src/protocol can carry; no certificate comes near. */
const MOST_ATTRIBUTES = 40
const LONGEST_VALUE = 1024

const readAttribute = (element: Element): NameAttribute => {
  const [type, value] = sequenceOf(element, 'name attribute')
  const oid = oidOf(type, 'name attribute type')
  if (!value) throw new Malformed('name attribute value missing')
  const text = readString(value)
  if (text.length > LONGEST_VALUE) throw new Malformed('name attribute too long')
  return { type: SHORT_NAMES.get(oid) ?? oid, value: text }
}

/**
 * A Name (RFC 5280 §4.1.2.4) in the order of its encoding; a relative name of several attributes becomes several entries.
 * @throws Malformed
 */
export const readName = (name: Element): DistinguishedName => {
  const attributes = sequenceOf(name, 'name').flatMap((relative) =>
    expectTag(relative, TAG.set, 'relative name').children.map(readAttribute),
  )
  if (attributes.length > MOST_ATTRIBUTES) throw new Malformed('name with too many attributes')
  return attributes
}

const encodeAttribute = ({ type, value }: NameAttribute): Uint8Array => {
  const oid = encodeOid(Object.hasOwn(TYPES, type) ? (TYPES[type] as string) : type)
  const tag = STRING_TAGS[SHORT_NAMES.get(type) ?? type] ?? TAG.utf8String
  if (!oid) throw new KoshinError('page-request-unsupported', { detail: `name attribute ${type.slice(0, 80)}` })
  if (!ALPHABETS[tag]?.test(value))
    throw new KoshinError('page-request-unsupported', { detail: `characters in name attribute ${type.slice(0, 80)}` })
  return encodeSequence(oid, encode(tag, new TextEncoder().encode(value)))
}

/**
 * A Name in DER, one attribute a relative name, in the order given. UTF8String throughout, except PrintableString for C,
 * serialNumber and dnQualifier, IA5String for DC and emailAddress (RFC 5280 §4.1.2.4 and appendix A.1).
 * @throws KoshinError `page-request-unsupported`: an attribute type that is neither known nor an object identifier, an
 * empty value, or characters that the attribute cannot have
 */
export const encodeName = (name: DistinguishedName): Uint8Array =>
  encodeSequence(...name.map((attribute) => encode(TAG.set, encodeAttribute(attribute))))
