import type { Certificate } from '../certificate/certificate.ts'
import { hexText, withoutLeadingZeros } from './bytes.ts'
import { publicKeySummary } from './public-key.ts'
import { orRefuse } from './refuse.ts'
import { timeText } from './time.ts'
import { readX509, type X509 } from './x509.ts'

export type Sha256 = (data: Uint8Array) => Uint8Array

/** A certificate already taken apart, as the plain data that other worlds see. */
export const summary = (x509: X509, sha256: Sha256): Certificate => ({
  subject: x509.subject,
  issuer: x509.issuer,
  serialNumber: hexText(withoutLeadingZeros(x509.serialNumber.content)).toUpperCase(),
  notBefore: timeText(x509.notBefore),
  notAfter: timeText(x509.notAfter),
  publicKey: publicKeySummary(x509.publicKey),
  spkiSha256: hexText(sha256(x509.spki)),
  sha256: hexText(sha256(x509.der)),
})

/**
 * Reads one certificate (RFC 5280 §4.1). Nothing is judged: old and weak certificates read as well as good ones.
 * @param der exactly one certificate, DER, no bytes after it
 * @throws KoshinError `certificate-unreadable`
 */
export const readCertificate = (der: Uint8Array, sha256: Sha256): Certificate =>
  orRefuse('certificate-unreadable', () => summary(readX509(der), sha256))

/** Pieces of a certificate in its own encoding, as PKCS#11 attributes want them. */
export interface CertificateParts {
  /** CKA_SUBJECT. */
  readonly subjectDer: Uint8Array
  /** CKA_ISSUER. */
  readonly issuerDer: Uint8Array
  /** CKA_SERIAL_NUMBER: the INTEGER with its tag and length. */
  readonly serialNumberDer: Uint8Array
  /** SubjectPublicKeyInfo. */
  readonly spki: Uint8Array
}

/** @throws KoshinError `certificate-unreadable` */
export const certificateParts = (der: Uint8Array): CertificateParts =>
  orRefuse('certificate-unreadable', () => {
    const x509 = readX509(der)
    return {
      subjectDer: x509.subjectDer.slice(),
      issuerDer: x509.issuerDer.slice(),
      serialNumberDer: x509.serialNumber.der.slice(),
      spki: x509.spki.slice(),
    }
  })
