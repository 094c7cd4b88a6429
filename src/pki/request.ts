import { KoshinError } from '../protocol/errors.ts'
import { encode, encodeBits, encodeSequence, encodeUnsigned, knownOid } from './der-write.ts'
import { SIGNATURE_OIDS } from './oids.ts'
import { contextTag, TAG } from './tags.ts'

export { encodeName } from './name.ts'

/** PKCS#10 certificate signing requests: RFC 2986. The signature is made elsewhere, by the token. */

export type SignatureAlgorithm = `${'rsa' | 'ecdsa'}-${'sha256' | 'sha384' | 'sha512'}`

/**
 * CertificationRequestInfo in DER, the bytes to be signed: version 0, no attributes (RFC 2986 §4.1).
 * @param subjectDer a Name, from `encodeName` or from the certificate that is to be followed
 * @param spki SubjectPublicKeyInfo
 */
export const requestInfo = (subjectDer: Uint8Array, spki: Uint8Array): Uint8Array =>
  encodeSequence(encodeUnsigned(Uint8Array.of(0)), subjectDer, spki, encode(contextTag(0)))

/** RSA's parameters are NULL (RFC 4055 §5), those of ECDSA are absent (RFC 5758 §3.2). */
const algorithmIdentifier = (algorithm: SignatureAlgorithm): Uint8Array =>
  encodeSequence(knownOid(SIGNATURE_OIDS[algorithm]), ...(algorithm.startsWith('rsa') ? [encode(TAG.null)] : []))

/**
 * CertificationRequest in DER (RFC 2986 §4.2).
 * @param info from `requestInfo`
 * @param signature over `info`: PKCS#1 v1.5 for RSA; for ECDSA in DER, see `ecdsaSignatureDer`
 */
export const signedRequest = (info: Uint8Array, algorithm: SignatureAlgorithm, signature: Uint8Array): Uint8Array =>
  encodeSequence(info, algorithmIdentifier(algorithm), encodeBits(signature))

/**
 * A signature as PKCS#11 and WebCrypto give it (r and s, each as long as the curve's order) → DER (RFC 3279 §2.2.3).
 * @throws KoshinError `token-failed`: empty, or an odd number of bytes
 */
export const ecdsaSignatureDer = (raw: Uint8Array): Uint8Array => {
  if (raw.length === 0 || raw.length % 2 !== 0)
    throw new KoshinError('token-failed', { detail: `ECDSA signature of ${raw.length} bytes` })
  const half = raw.length / 2
  return encodeSequence(encodeUnsigned(raw.subarray(0, half)), encodeUnsigned(raw.subarray(half)))
}
