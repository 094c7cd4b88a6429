import { encode, encodeOid, encodeSequence } from '../pki/der-write.ts'
import { contextTag, TAG } from '../pki/tags.ts'
import { type CertificateId, encodeCertificateId } from './certificate-id.ts'

/** `id-pkix-ocsp-nonce`: RFC 6960 §4.4.1. */
export const NONCE = '1.3.6.1.5.5.7.48.1.2'

/** Octets that a nonce should have: RFC 9654 §2.1; RFC 8954 allowed no more. */
export const NONCE_OCTETS = 32

/**
 * OCSPRequest in DER (RFC 6960 §4.1.1), about one certificate, unsigned.
 * @param nonce random octets, by which the answer is known to be one to this question
 */
export const ocspRequest = (id: CertificateId, nonce: Uint8Array): Uint8Array => {
  const value = encode(TAG.octetString, encode(TAG.octetString, nonce))
  const extension = encodeSequence(encodeOid(NONCE) as Uint8Array, value)
  const requests = encodeSequence(encodeSequence(encodeCertificateId(id)))
  return encodeSequence(encodeSequence(requests, encode(contextTag(2), encodeSequence(extension))))
}
