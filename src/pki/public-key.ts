import { type BaseBlock, BitString, Null, ObjectIdentifier } from 'asn1js'
import { AlgorithmIdentifier, PublicKeyInfo, RSAPublicKey } from 'pkijs'
import type { Certificate } from '../certificate/certificate.ts'
import { KoshinError } from '../protocol/errors.ts'
import { withoutLeadingZeros } from './bytes.ts'
import {
  dotted,
  type Element,
  elementOf,
  expectTag,
  Malformed,
  octetsOf,
  oidOf,
  readDer,
  sequenceOf,
} from './der-read.ts'
import { unsigned } from './der-write.ts'
import { CURVE_BITS, CURVES, EC_PUBLIC_KEY, RSA_ENCRYPTION } from './oids.ts'
import { structureOf } from './structure.ts'
import { TAG } from './tags.ts'

const publicKeyInfo = (algorithmId: string, algorithmParams: BaseBlock, key: BufferSource): Uint8Array => {
  const algorithm = new AlgorithmIdentifier({ algorithmId, algorithmParams })
  const info = new PublicKeyInfo({ algorithm, subjectPublicKey: new BitString({ valueHex: key }) })
  return new Uint8Array(info.toSchema().toBER())
}

/**
 * SubjectPublicKeyInfo (DER) of an RSA key: RFC 3279 §2.3.1.
 * @param modulus unsigned, big-endian, as CKA_MODULUS; zeros in front do not matter
 * @param exponent the same, as CKA_PUBLIC_EXPONENT
 */
export const rsaPublicKeyInfo = (modulus: Uint8Array, exponent: Uint8Array): Uint8Array => {
  const key = new RSAPublicKey({ modulus: unsigned(modulus), publicExponent: unsigned(exponent) })
  return publicKeyInfo(RSA_ENCRYPTION, new Null(), key.toSchema().toBER())
}

const POINT_LENGTHS = { 'ec-p256': 65, 'ec-p384': 97 } as const

/**
 * SubjectPublicKeyInfo (DER) of a key on a named curve: RFC 5480 §2.
 * @param point uncompressed: 04, x, y; without the OCTET STRING that PKCS#11 puts around CKA_EC_POINT
 * @throws KoshinError `token-unsupported`: the point has another form or the length of another curve
 */
export const ecPublicKeyInfo = (curve: 'ec-p256' | 'ec-p384', point: Uint8Array): Uint8Array => {
  if (point.length !== POINT_LENGTHS[curve] || point[0] !== 4)
    throw new KoshinError('token-unsupported', { detail: `${curve} point of ${point.length} bytes` })
  return publicKeyInfo(EC_PUBLIC_KEY, new ObjectIdentifier({ value: CURVES[curve] }), Uint8Array.from(point))
}

export type PublicKey =
  | {
      readonly algorithm: 'rsa'
      readonly bits: number /** Both unsigned, no zeros in front. */
      readonly modulus: Uint8Array
      readonly exponent: Uint8Array
    }
  | { readonly algorithm: 'ec'; readonly bits: number /** Object identifier. */; readonly curve: string }
  | { readonly algorithm: 'other'; readonly bits: 0 /** Object identifier. */; readonly oid: string }

const unsignedOf = (element: Element | undefined, what: string): Uint8Array => {
  const { content } = expectTag(element, TAG.integer, what)
  if (content.length === 0 || (content[0] ?? 0) >= 0x80) throw new Malformed(`${what} is not positive`)
  return withoutLeadingZeros(content)
}

const bitLength = (magnitude: Uint8Array): number => magnitude.length * 8 - Math.clz32(magnitude[0] ?? 0) + 24

/** Not by the RSAPublicKey of pkijs, which forgets the sign and would read a broken key for a good one. */
const readRsa = (key: Uint8Array): PublicKey => {
  const [first, second] = sequenceOf(readDer(key), 'RSA public key')
  const modulus = unsignedOf(first, 'RSA modulus')
  return { algorithm: 'rsa', bits: bitLength(modulus), modulus, exponent: unsignedOf(second, 'RSA exponent') }
}

const readEc = (parameters: Element | undefined, point: Uint8Array): PublicKey => {
  const curve = oidOf(parameters, 'curve')
  const fieldOctets = point[0] === 4 ? (point.length - 1) / 2 : point.length - 1
  return { algorithm: 'ec', bits: CURVE_BITS[curve] ?? Math.max(0, Math.floor(fieldOctets)) * 8, curve }
}

/**
 * What a SubjectPublicKeyInfo (RFC 5280 §4.1.2.7) says of its key. For a curve without a name here `bits` is the length
 * of a coordinate.
 * @throws Malformed
 */
export const readPublicKey = (spki: Uint8Array): PublicKey => {
  const info = expectTag(readDer(spki), TAG.sequence, 'public key')
  const { algorithm, subjectPublicKey } = structureOf(PublicKeyInfo, info, 'public key')
  const oid = dotted(algorithm.algorithmId, 'public key algorithm')
  const parameters: BaseBlock | undefined = algorithm.algorithmParams
  const octets = octetsOf(elementOf(subjectPublicKey), 'public key bits')
  if (oid === RSA_ENCRYPTION) return readRsa(octets)
  if (oid === EC_PUBLIC_KEY) return readEc(parameters && elementOf(parameters), octets)
  return { algorithm: 'other', bits: 0, oid }
}

/** The part of it that every world of Koshin sees. */
export const publicKeySummary = ({ algorithm, bits }: PublicKey): Certificate['publicKey'] => ({ algorithm, bits })
