/** What a client certificate is to every part of Koshin: plain data, read once from DER by src/pki. */

/** One attribute of a distinguished name. `type` is the short name of RFC 4514 (CN, O, OU, C …) or a dotted OID. */
export interface NameAttribute {
  readonly type: string
  readonly value: string
}

/** A distinguished name in the order of its encoding (for an X.509 name: country first). */
export type DistinguishedName = readonly NameAttribute[]

/** Key kinds that Koshin makes. Names are those of the consent window and of profiles. */
export const KEY_ALGORITHMS = ['rsa-2048', 'rsa-3072', 'rsa-4096', 'ec-p256', 'ec-p384'] as const
export type KeyAlgorithm = (typeof KEY_ALGORITHMS)[number]

export interface Certificate {
  readonly subject: DistinguishedName
  readonly issuer: DistinguishedName
  /** Upper-case hexadecimal, two digits a byte, no separators, no leading sign byte. */
  readonly serialNumber: string
  /** ISO 8601, UTC, to the second: `2026-12-10T14:59:59Z`. */
  readonly notBefore: string
  readonly notAfter: string
  readonly publicKey: { readonly algorithm: 'rsa' | 'ec' | 'other'; readonly bits: number }
  /** SHA-256 of the SubjectPublicKeyInfo, lower-case hexadecimal: how a certificate and its key are matched. */
  readonly spkiSha256: string
  /** SHA-256 of the DER, lower-case hexadecimal. */
  readonly sha256: string
}

/** The last common name, or the last attribute where there is none: what a person calls the certificate. */
export const commonName = (name: DistinguishedName): string =>
  (name.findLast((attribute) => attribute.type === 'CN') ?? name.at(-1))?.value ?? ''

/** One line a person can read: `CN=1234567890, OU=…, O=…, C=JP` (most specific first). */
export const nameText = (name: DistinguishedName): string =>
  name
    .toReversed()
    .map(({ type, value }) => `${type}=${value}`)
    .join(', ')

/** Same attributes with the same values in the same order; RFC 5280 §7.1 folding of case, width and inner white space. */
export const sameName = (a: DistinguishedName, b: DistinguishedName): boolean => {
  const folded = (name: DistinguishedName) =>
    name.map(({ type, value }) => [type, value.normalize('NFKC').trim().replace(/\s+/gu, ' ').toLowerCase()])
  return JSON.stringify(folded(a)) === JSON.stringify(folded(b))
}

/** `3A7F10…` → `3A:7F:10:…`, as Windows and the documents print it. */
export const serialNumberText = (serialNumber: string): string => serialNumber.match(/../g)?.join(':') ?? ''
