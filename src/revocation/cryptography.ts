/** What src/revocation is given to compute with: WebCrypto, in the extension. */

export type Hash = 'SHA-1' | 'SHA-256' | 'SHA-384' | 'SHA-512'
export type Curve = 'P-256' | 'P-384' | 'P-521'

/** How a signature is verified, in the words of WebCrypto. */
export type Scheme =
  | { readonly name: 'RSASSA-PKCS1-v1_5'; readonly hash: Hash }
  | { readonly name: 'RSA-PSS'; readonly hash: Hash /** Octets. */; readonly saltLength: number }
  | { readonly name: 'ECDSA'; readonly hash: Hash; readonly namedCurve: Curve }

export interface Cryptography {
  digest(hash: Hash, data: Uint8Array): Promise<Uint8Array>
  /**
   * A key that cannot be used says false.
   * @param spki SubjectPublicKeyInfo, DER
   * @param signature for ECDSA r and s, each as long as the curve's order
   */
  verify(spki: Uint8Array, scheme: Scheme, data: Uint8Array, signature: Uint8Array): Promise<boolean>
}
