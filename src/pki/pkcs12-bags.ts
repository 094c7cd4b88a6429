import { type Element, expectTag, Malformed, oidOf, readBer, sequenceOf } from './der-read.ts'
import { unsupported } from './pkcs12-algorithm.ts'
import { openerOf } from './pkcs12-cipher.ts'
import type { Lock } from './pkcs12-lock.ts'
import { octetsInPieces } from './pkcs12-octets.ts'
import { readString } from './string.ts'
import { contextTag, TAG } from './tags.ts'

/** What lies in the safes of a PKCS#12 file: RFC 7292 §4.2. */

export interface KeyBag {
  /** PrivateKeyInfo; of its own memory, to be zeroed by whoever takes it. */
  readonly pkcs8: Uint8Array
  readonly friendlyName: string
  /** Empty where there is none. */
  readonly localKeyId: Uint8Array
}

export interface CertificateBag {
  readonly der: Uint8Array
  readonly friendlyName: string
  readonly localKeyId: Uint8Array
}

export interface Bags {
  readonly keys: KeyBag[]
  readonly certificates: CertificateBag[]
}

const BAG = {
  key: '1.2.840.113549.1.12.10.1.1',
  shroudedKey: '1.2.840.113549.1.12.10.1.2',
  certificate: '1.2.840.113549.1.12.10.1.3',
  safeContents: '1.2.840.113549.1.12.10.1.6',
} as const
const X509_CERTIFICATE = '1.2.840.113549.1.9.22.1'
const FRIENDLY_NAME = '1.2.840.113549.1.9.20'
const LOCAL_KEY_ID = '1.2.840.113549.1.9.21'

/** A company's users and their chains are a few dozen. */
const MOST_BAGS = 200
const MOST_DEPTH = 4

/** PKCS12Attribute: a type and a set of values, of which the first counts. */
const attributesOf = (set: Element | undefined): ReadonlyMap<string, Element | undefined> =>
  new Map(
    (set === undefined ? [] : expectTag(set, TAG.set, 'attributes').children).map((attribute) => {
      const [type, values] = sequenceOf(attribute, 'attribute')
      return [oidOf(type, 'attribute type'), values?.children[0]]
    }),
  )

/** Half a pair of UTF-16, or what stands for a character that cannot be read. */
const NO_CHARACTER = /\p{Cs}|\ufffd/u

/** A name is only for people: one that is no text is none. */
const nameOf = (element: Element | undefined): string => {
  if (element?.tag !== TAG.bmpString) return ''
  try {
    const name = readString(element)
    return NO_CHARACTER.test(name) ? '' : name
  } catch (error) {
    if (error instanceof Malformed) return ''
    throw error
  }
}

const namesOf = (set: Element | undefined): Pick<KeyBag, 'friendlyName' | 'localKeyId'> => {
  const attributes = attributesOf(set)
  const localKeyId = attributes.get(LOCAL_KEY_ID)
  return {
    friendlyName: nameOf(attributes.get(FRIENDLY_NAME)),
    localKeyId: localKeyId?.tag === TAG.octetString ? localKeyId.content.slice() : new Uint8Array(),
  }
}

/** A copy of a PrivateKeyInfo (RFC 5208 §5), seen from outside; whether it is a key is found when it is used. */
const privateKeyInfo = (element: Element): Uint8Array => {
  const [version, algorithm, key] = sequenceOf(element, 'private key')
  expectTag(version, TAG.integer, 'private key version')
  expectTag(algorithm, TAG.sequence, 'private key algorithm')
  expectTag(key, TAG.octetString, 'private key octets')
  return element.der.slice()
}

/** EncryptedPrivateKeyInfo: RFC 5208 §6. */
const shroudedKey = (element: Element, lock: Lock): Uint8Array | null => {
  const [algorithm, data] = sequenceOf(element, 'encrypted key')
  return lock.open(openerOf(algorithm), octetsInPieces(data, TAG.octetString, 'encrypted key'), (plain) =>
    privateKeyInfo(readBer(plain)),
  )
}

/** CertBag. Only X.509 ones count. */
const certificateIn = (element: Element): Uint8Array | null => {
  const [type, wrapped] = sequenceOf(element, 'certificate bag')
  if (oidOf(type, 'certificate type') !== X509_CERTIFICATE) return null
  const [value] = expectTag(wrapped, contextTag(0), 'certificate').children
  return octetsInPieces(value, TAG.octetString, 'certificate').slice()
}

/** Reads SafeContents into `bags`, nested ones too. Revocation lists, secrets and what nobody knows are left out. */
export const readBags = (contents: Element, lock: Lock, bags: Bags, depth = 0): void => {
  if (depth > MOST_DEPTH) unsupported(`safes ${depth} deep`)
  for (const bag of sequenceOf(contents, 'safe')) {
    const [type, wrapped, attributes] = sequenceOf(bag, 'bag')
    const [value] = expectTag(wrapped, contextTag(0), 'bag value').children
    if (value === undefined) throw new Malformed('bag without value')
    if (bags.keys.length + bags.certificates.length >= MOST_BAGS) unsupported(`more than ${MOST_BAGS} bags`)
    readBag(oidOf(type, 'bag type'), value, attributes, { lock, bags, depth })
  }
}

interface Place {
  readonly lock: Lock
  readonly bags: Bags
  readonly depth: number
}

const readKey = (type: string, value: Element, lock: Lock): Uint8Array | null => {
  if (type === BAG.key) return privateKeyInfo(value)
  return type === BAG.shroudedKey ? shroudedKey(value, lock) : null
}

const readBag = (type: string, value: Element, attributes: Element | undefined, { lock, bags, depth }: Place): void => {
  if (type === BAG.safeContents) readBags(value, lock, bags, depth + 1)
  const der = type === BAG.certificate ? certificateIn(value) : null
  if (der !== null) bags.certificates.push({ der, ...namesOf(attributes) })
  const pkcs8 = readKey(type, value, lock)
  if (pkcs8 !== null) bags.keys.push({ pkcs8, ...namesOf(attributes) })
}
