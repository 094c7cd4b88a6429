import { type BaseBlock, IA5String, PrintableString, Utf8String } from 'asn1js'
import { AttributeTypeAndValue, RelativeDistinguishedNames } from 'pkijs'
import type { DistinguishedName, NameAttribute } from '../certificate/certificate.ts'
import { KoshinError } from '../protocol/errors.ts'
import { dotted, type Element, elementOf, Malformed } from './der-read.ts'
import { encode, encodeOid, encodeSequence } from './der-write.ts'
import { readString } from './string.ts'
import { structureOf, writtenBy } from './structure.ts'
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
const STRING_TYPES: Readonly<Record<string, StringType>> = {
  C: 'printable',
  serialNumber: 'printable',
  dnQualifier: 'printable',
  DC: 'ia5',
  emailAddress: 'ia5',
}
type StringType = 'printable' | 'ia5' | 'utf8'
const STRINGS = {
  printable: { alphabet: /^[A-Za-z0-9 '()+,\-./:=?]+$/, Type: PrintableString },
  ia5: { alphabet: /^[\0-\x7f]+$/, Type: IA5String },
  utf8: { alphabet: /^\P{Cs}+$/u, Type: Utf8String },
}

/** What a message of src/protocol can carry; no certificate comes near. */
const MOST_ATTRIBUTES = 40
const LONGEST_VALUE = 1024

const readAttribute = ({ type, value }: AttributeTypeAndValue): NameAttribute => {
  const text = readString(elementOf(value as BaseBlock))
  if (text.length > LONGEST_VALUE) throw new Malformed('name attribute too long')
  const oid = dotted(type, 'name attribute type')
  return { type: SHORT_NAMES.get(oid) ?? oid, value: text }
}

/**
 * A Name (RFC 5280 §4.1.2.4) in the order of its encoding; a relative name of several attributes becomes several entries.
 * @throws Malformed
 */
export const readName = (name: Element): DistinguishedName => {
  const { typesAndValues } = structureOf(RelativeDistinguishedNames, name, 'name')
  if (typesAndValues.length > MOST_ATTRIBUTES) throw new Malformed('name with too many attributes')
  return typesAndValues.map(readAttribute)
}

const encodeAttribute = ({ type, value }: NameAttribute): Uint8Array => {
  const oid = Object.hasOwn(TYPES, type) ? (TYPES[type] as string) : type
  if (!encodeOid(oid))
    throw new KoshinError('page-request-unsupported', { detail: `name attribute ${type.slice(0, 80)}` })
  const { alphabet, Type } = STRINGS[STRING_TYPES[SHORT_NAMES.get(oid) ?? oid] ?? 'utf8']
  if (!alphabet.test(value))
    throw new KoshinError('page-request-unsupported', { detail: `characters in name attribute ${type.slice(0, 80)}` })
  const attribute = new AttributeTypeAndValue({ type: oid, value: new Type({ value }) })
  return writtenBy('name attribute', () => attribute.toSchema())
}

/**
 * A Name in DER, one attribute a relative name, in the order given. UTF8String throughout, except PrintableString for C,
 * serialNumber and dnQualifier, IA5String for DC and emailAddress (RFC 5280 §4.1.2.4 and appendix A.1).
 * @throws KoshinError `page-request-unsupported`: an attribute type that is neither known nor an object identifier, an
 * empty value, or characters that the attribute cannot have
 */
export const encodeName = (name: DistinguishedName): Uint8Array =>
  // not by the RelativeDistinguishedNames of pkijs: it writes all attributes into one SET, which is another name
  encodeSequence(...name.map((attribute) => encode(TAG.set, encodeAttribute(attribute))))
