import { withoutLeadingZeros } from './bytes.ts'
import { type Element, expectTag, Malformed, oidOf, readBer, sequenceOf } from './der-read.ts'
import { CURVES, EC_PUBLIC_KEY, RSA_ENCRYPTION } from './oids.ts'
import { orRefuse } from './refuse.ts'
import { TAG } from './tags.ts'

/** A private key in the pieces that PKCS#11 wants. Views of what was given: zeroing that zeroes these. */
export type PrivateKeyParts =
  | { readonly kind: 'rsa'; readonly numbers: RsaNumbers }
  | { readonly kind: 'ec'; readonly curve: keyof typeof CURVES; readonly value: Uint8Array }

/** RSAPrivateKey (RFC 8017 §A.1.2): unsigned, big-endian, no zeros in front. */
export interface RsaNumbers {
  readonly modulus: Uint8Array
  readonly publicExponent: Uint8Array
  readonly privateExponent: Uint8Array
  readonly prime1: Uint8Array
  readonly prime2: Uint8Array
  readonly exponent1: Uint8Array
  readonly exponent2: Uint8Array
  readonly coefficient: Uint8Array
}

const rsaNumbers = (key: Element): RsaNumbers => {
  const parts = sequenceOf(key, 'RSA key')
  const number = (at: number) => withoutLeadingZeros(expectTag(parts[at], TAG.integer, 'RSA key number').content)
  return {
    modulus: number(1),
    publicExponent: number(2),
    privateExponent: number(3),
    prime1: number(4),
    prime2: number(5),
    exponent1: number(6),
    exponent2: number(7),
    coefficient: number(8),
  }
}

const curveOf = (parameters: Element | undefined): keyof typeof CURVES => {
  const oid = oidOf(parameters, 'curve')
  if (oid === CURVES['ec-p256']) return 'ec-p256'
  if (oid === CURVES['ec-p384']) return 'ec-p384'
  throw new Malformed(`curve ${oid}`)
}

/**
 * Takes a PrivateKeyInfo (RFC 5208 §5) of RSA or of a named curve (RFC 5915) apart.
 * @throws KoshinError file-unsupported: another kind of key, or none
 */
export const privateKeyParts = (pkcs8: Uint8Array): PrivateKeyParts =>
  orRefuse('file-unsupported', () => {
    const [, algorithm, octets] = sequenceOf(readBer(pkcs8), 'private key')
    const [oid, parameters] = sequenceOf(algorithm, 'private key algorithm')
    const key = readBer(expectTag(octets, TAG.octetString, 'private key octets').content)
    const kind = oidOf(oid, 'private key algorithm')
    if (kind === RSA_ENCRYPTION) return { kind: 'rsa', numbers: rsaNumbers(key) }
    if (kind !== EC_PUBLIC_KEY) throw new Malformed(`key of kind ${kind}`)
    const [, value] = sequenceOf(key, 'EC key')
    return { kind: 'ec', curve: curveOf(parameters), value: expectTag(value, TAG.octetString, 'EC key value').content }
  })
