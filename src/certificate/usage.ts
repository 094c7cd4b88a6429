/** What a certificate says that its key is for. */

/** The bits of the extension KeyUsage, in their order (RFC 5280 §4.2.1.3). */
export const KEY_USAGES = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
] as const
export type KeyUsage = (typeof KEY_USAGES)[number]

export interface CertificateUsage {
  /** null: the certificate does not say. */
  readonly keyUsage: readonly KeyUsage[] | null
  /** Object identifiers (RFC 5280 §4.2.1.12); null: the certificate does not say. */
  readonly purposes: readonly string[] | null
}
