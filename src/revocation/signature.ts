import { concat, sameBytes, withoutLeadingZeros } from '../pki/bytes.ts'
import { type Element, expectTag, Malformed, oidOf, readDer, sequenceOf } from '../pki/der-read.ts'
import type { PublicKey } from '../pki/public-key.ts'
import { keyWeakness, signatureAlgorithmOf } from '../pki/strength.ts'
import { contextTag, TAG } from '../pki/tags.ts'
import type { X509 } from '../pki/x509.ts'
import type { Cryptography, Curve, Hash, Scheme } from './cryptography.ts'
import { Doubt } from './doubt.ts'

/** Signatures of answers and of those who sign them. Weak ones are not believed: SHA-1 and older, short RSA keys. */

const RSASSA_PSS = '1.2.840.113549.1.1.10'
const MGF1 = '1.2.840.113549.1.1.8'
/** Octets; as long as the longest digest is usual. */
const LONGEST_SALT = 64

/** RFC 4055 §2.1. SHA-1 is left out on purpose. */
const HASHES: Readonly<Record<string, Hash>> = {
  '2.16.840.1.101.3.4.2.1': 'SHA-256',
  '2.16.840.1.101.3.4.2.2': 'SHA-384',
  '2.16.840.1.101.3.4.2.3': 'SHA-512',
}
const CURVES: Readonly<Record<string, Curve>> = {
  '1.2.840.10045.3.1.7': 'P-256',
  '1.3.132.0.34': 'P-384',
  '1.3.132.0.35': 'P-521',
}

/** What is signed, with which algorithm, and the signature. */
export interface Signed {
  readonly data: Uint8Array
  /** AlgorithmIdentifier, DER. */
  readonly algorithm: Uint8Array
  readonly signature: Uint8Array
}

const untrusted = (detail: string): Doubt => new Doubt('untrusted', detail)

const isNothing = (parameters: Element | undefined): boolean =>
  parameters === undefined || (parameters.tag === TAG.null && parameters.content.length === 0)

const hashOf = (identifier: Element | undefined): Hash => {
  const [oid, parameters] = sequenceOf(identifier, 'hash algorithm')
  const hash = HASHES[oidOf(oid, 'hash algorithm')]
  if (!hash || !isNothing(parameters)) throw untrusted('signature with an unknown or weak hash')
  return hash
}

/** RFC 4055 §3.1: defaults are of SHA-1, so all three are there. MGF1 with another hash is nobody's. */
const pssScheme = (parameters: Element | undefined): Scheme => {
  const parts = sequenceOf(parameters, 'PSS parameters')
  const part = (number: number) => parts.find(({ tag }) => tag === contextTag(number))?.children[0]
  const hash = hashOf(part(0))
  const [mask, maskHash] = sequenceOf(part(1), 'PSS mask')
  if (oidOf(mask, 'PSS mask') !== MGF1 || hashOf(maskHash) !== hash) throw untrusted('PSS mask')
  const [saltLength = 255, ...more] = expectTag(part(2), TAG.integer, 'PSS salt length').content
  if (more.length > 0 || saltLength > LONGEST_SALT || parts.length !== 3) throw untrusted('PSS parameters')
  return { name: 'RSA-PSS', hash, saltLength }
}

const webHash = (algorithm: string): Hash => `SHA-${algorithm.slice(-3)}` as Hash

const plainScheme = (oid: string, parameters: Element | undefined, key: PublicKey): Scheme => {
  const algorithm = signatureAlgorithmOf(oid)
  if (!algorithm) throw untrusted(`signature algorithm ${oid}`)
  if (algorithm.startsWith('rsa')) {
    if (key.algorithm !== 'rsa' || !isNothing(parameters)) throw untrusted('signature algorithm of another key')
    return { name: 'RSASSA-PKCS1-v1_5', hash: webHash(algorithm) }
  }
  const namedCurve = key.algorithm === 'ec' ? CURVES[key.curve] : undefined
  if (!namedCurve || parameters) throw untrusted('signature algorithm of another key')
  return { name: 'ECDSA', hash: webHash(algorithm), namedCurve }
}

const schemeOf = (identifier: Uint8Array, key: PublicKey): Scheme => {
  const [oid, parameters, ...more] = sequenceOf(readDer(identifier), 'signature algorithm')
  if (more.length > 0) throw new Malformed('signature algorithm of more than two parts')
  const name = oidOf(oid, 'signature algorithm')
  if (name !== RSASSA_PSS) return plainScheme(name, parameters, key)
  if (key.algorithm !== 'rsa') throw untrusted('signature algorithm of another key')
  return pssScheme(parameters)
}

/** Octets of the order of each curve. */
const ORDER_OCTETS: Readonly<Record<Curve, number>> = { 'P-256': 32, 'P-384': 48, 'P-521': 66 }

const padded = (number: Element | undefined, length: number): Uint8Array => {
  const magnitude = withoutLeadingZeros(expectTag(number, TAG.integer, 'ECDSA signature').content)
  if (magnitude.length > length) throw untrusted('ECDSA signature too long')
  return concat([new Uint8Array(length - magnitude.length), magnitude])
}

/** DER (RFC 3279 §2.2.3) → r and s, as WebCrypto wants them. */
const rawSignature = (der: Uint8Array, curve: Curve): Uint8Array => {
  const [r, s, ...more] = sequenceOf(readDer(der), 'ECDSA signature')
  if (more.length > 0) throw new Malformed('ECDSA signature of more than two parts')
  return concat([r, s].map((number) => padded(number, ORDER_OCTETS[curve])))
}

/**
 * @param what names what is signed, for the detail
 * @throws Doubt untrusted unless it is signed with the key, and strongly; Malformed
 */
export const expectSigned = async (
  { data, algorithm, signature }: Signed,
  { spki, publicKey }: Pick<X509, 'spki' | 'publicKey'>,
  what: string,
  { verify }: Cryptography,
): Promise<void> => {
  const weakness = keyWeakness(publicKey)
  if (weakness) throw untrusted(`${what}: ${weakness}`)
  const scheme = schemeOf(algorithm, publicKey)
  const bytes = scheme.name === 'ECDSA' ? rawSignature(signature, scheme.namedCurve) : signature
  if (!(await verify(spki, scheme, data, bytes))) throw untrusted(`${what}: signature does not verify`)
}

/** @throws Doubt untrusted unless one certificate has signed the other; Malformed */
export const expectIssued = async (
  { toBeSigned, signature, signatureAlgorithmDer: { outer, inner } }: X509,
  issuer: X509,
  what: string,
  cryptography: Cryptography,
): Promise<void> => {
  if (!sameBytes(outer, inner)) throw untrusted(`${what}: signature algorithm differs inside`)
  await expectSigned({ data: toBeSigned, algorithm: outer, signature }, issuer, what, cryptography)
}
