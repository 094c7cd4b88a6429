import { BitString, Null } from 'asn1js'
import {
  AlgorithmIdentifier,
  CertificationRequest,
  createCMSECDSASignature,
  PublicKeyInfo,
  RelativeDistinguishedNames,
} from 'pkijs'
import { KoshinError } from '../protocol/errors.ts'
import { sameBytes } from './bytes.ts'
import { type Element, expectTag, Malformed, readDer, sequenceOf } from './der-read.ts'
import { SIGNATURE_OIDS } from './oids.ts'
import { orRefuse } from './refuse.ts'
import { structureOf, writtenBy } from './structure.ts'
import { TAG } from './tags.ts'

export { encodeName } from './name.ts'

/** PKCS#10 certificate signing requests: RFC 2986. The signature is made elsewhere, by the token. */

export type SignatureAlgorithm = `${'rsa' | 'ecdsa'}-${'sha256' | 'sha384' | 'sha512'}`

/**
 * pkijs writes anew what it was given as DER. A CA compares subjects byte for byte, and a signature is over exact bytes:
 * better no request than another one.
 */
const expectSame = (written: Element | undefined, given: Uint8Array, what: string): void => {
  if (!written || !sameBytes(written.der, given)) throw new Malformed(`${what} cannot be written as it is`)
}

/**
 * CertificationRequestInfo in DER, the bytes to be signed: version 0, no attributes (RFC 2986 §4.1).
 * @param subjectDer a Name, from `encodeName` or from the certificate that is to be followed; goes in byte for byte
 * @param spki SubjectPublicKeyInfo, byte for byte
 * @throws KoshinError `internal`: not a Name or no public key, or not in DER
 */
export const requestInfo = (subjectDer: Uint8Array, spki: Uint8Array): Uint8Array =>
  orRefuse('internal', () => {
    const request = new CertificationRequest({
      subject: structureOf(RelativeDistinguishedNames, readDer(subjectDer), 'subject'),
      subjectPublicKeyInfo: structureOf(PublicKeyInfo, readDer(spki), 'public key'),
      attributes: [],
    })
    // pkijs gives it out inside of a request only; that one's algorithm and signature are empty and left behind
    const [info] = readDer(writtenBy('request', () => request.toSchema(true))).children
    expectSame(info?.children[1], subjectDer, 'subject')
    expectSame(info?.children[2], spki, 'public key')
    return (info as Element).der.slice()
  })

/**
 * The CertificationRequestInfo of a request, byte for byte: what was signed.
 * @throws KoshinError `internal`: no request
 */
export const requestInfoOf = (request: Uint8Array): Uint8Array =>
  orRefuse('internal', () => expectTag(sequenceOf(readDer(request), 'request')[0], TAG.sequence, 'request').der.slice())

/** RSA's parameters are NULL (RFC 4055 §5), those of ECDSA are absent (RFC 5758 §3.2). */
const algorithmIdentifier = (algorithm: SignatureAlgorithm): AlgorithmIdentifier =>
  new AlgorithmIdentifier({
    algorithmId: SIGNATURE_OIDS[algorithm],
    ...(algorithm.startsWith('rsa') ? { algorithmParams: new Null() } : {}),
  })

/**
 * CertificationRequest in DER (RFC 2986 §4.2).
 * @param info from `requestInfo`
 * @param signature over `info`: PKCS#1 v1.5 for RSA; for ECDSA in DER, see `ecdsaSignatureDer`
 * @throws KoshinError `internal`: `info` is not in DER
 */
export const signedRequest = (info: Uint8Array, algorithm: SignatureAlgorithm, signature: Uint8Array): Uint8Array =>
  orRefuse('internal', () => {
    const request = new CertificationRequest({
      tbs: Uint8Array.from(info).buffer,
      signatureAlgorithm: algorithmIdentifier(algorithm),
      signatureValue: new BitString({ valueHex: Uint8Array.from(signature) }),
    })
    const der = writtenBy('request', () => request.toSchema())
    expectSame(readDer(der).children[0], info, 'request')
    return der
  })

/**
 * A signature as PKCS#11 and WebCrypto give it (r and s, each as long as the curve's order) → DER (RFC 3279 §2.2.3).
 * @throws KoshinError `token-failed`: empty, or an odd number of bytes
 */
export const ecdsaSignatureDer = (raw: Uint8Array): Uint8Array => {
  if (raw.length === 0 || raw.length % 2 !== 0)
    throw new KoshinError('token-failed', { detail: `ECDSA signature of ${raw.length} bytes` })
  // a copy: a Buffer's own `buffer` holds more than the signature
  return new Uint8Array(createCMSECDSASignature(Uint8Array.from(raw).buffer))
}
