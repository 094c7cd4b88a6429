import { sameBytes } from '../pki/bytes.ts'
import { type Element, expectTag, octetsOf, oidOf, readDer, sequenceOf } from '../pki/der-read.ts'
import { encode, encodeOid, encodeSequence } from '../pki/der-write.ts'
import { TAG } from '../pki/tags.ts'
import type { Pair } from './certificate-pair.ts'
import type { Cryptography } from './cryptography.ts'

/**
 * CertID (RFC 6960 §4.1.1): by which a responder knows a certificate. With SHA-1, which every responder knows (RFC 5019 §2.1.1);
 * it only finds the certificate, and what is believed is signed with something stronger.
 */

const SHA1 = '1.3.14.3.2.26'

/** SHA-1 of a key without its algorithm: how OCSP names keys. */
export const keyHash = (spki: Uint8Array, { digest }: Cryptography): Promise<Uint8Array> =>
  digest('SHA-1', octetsOf(readDer(spki).children[1], 'public key bits'))

export interface CertificateId {
  readonly nameHash: Uint8Array
  readonly keyHash: Uint8Array
  /** INTEGER, DER. */
  readonly serialNumber: Uint8Array
}

export const certificateId = async (
  { certificate, issuer }: Pair,
  cryptography: Cryptography,
): Promise<CertificateId> => ({
  nameHash: await cryptography.digest('SHA-1', certificate.issuerDer),
  keyHash: await keyHash(issuer.spki, cryptography),
  serialNumber: certificate.serialNumber.der,
})

export const encodeCertificateId = ({ nameHash, keyHash, serialNumber }: CertificateId): Uint8Array => {
  const algorithm = encodeSequence(encodeOid(SHA1) as Uint8Array, encode(TAG.null))
  const hashes = [nameHash, keyHash].map((hash) => encode(TAG.octetString, hash))
  return encodeSequence(algorithm, ...hashes, serialNumber)
}

/** @throws Malformed */
export const isSameId = (read: Element | undefined, { nameHash, keyHash, serialNumber }: CertificateId): boolean => {
  const [algorithm, name, key, serial] = sequenceOf(read, 'CertID')
  const [oid] = sequenceOf(algorithm, 'CertID hash')
  return (
    oidOf(oid, 'CertID hash') === SHA1 &&
    sameBytes(expectTag(name, TAG.octetString, 'issuer name hash').content, nameHash) &&
    sameBytes(expectTag(key, TAG.octetString, 'issuer key hash').content, keyHash) &&
    sameBytes(expectTag(serial, TAG.integer, 'serial number').der, serialNumber)
  )
}
