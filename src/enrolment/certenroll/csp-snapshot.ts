/** AlgorithmType of certenroll.h. */
const ASYMMETRIC_ENCRYPTION = 3
const SIGNATURE = 5

export interface Algorithm {
  readonly name: string
  readonly type: number
}

export interface Provider {
  readonly name: string
  /** X509ProviderType: 1 RSA_FULL, 12 RSA_SCHANNEL, 24 RSA_AES, 0 a CNG key storage provider. */
  readonly type: number
  readonly isSmartCard: boolean
  readonly algorithms: readonly Algorithm[]
}

/** Bits of an RSA key that every token here can make. */
export const RSA_LENGTH = { minimum: 2048, default: 2048, maximum: 4096, increment: 1024 }
export const RSA_OID = '1.2.840.113549.1.1.1'

const CSP_ALGORITHMS: readonly Algorithm[] = [
  { name: 'RSA_SIGN', type: SIGNATURE },
  { name: 'RSA_KEYX', type: ASYMMETRIC_ENCRYPTION },
]
const KSP_ALGORITHMS: readonly Algorithm[] = [{ name: 'RSA', type: ASYMMETRIC_ENCRYPTION }]

const csp = (name: string, type: number, isSmartCard = false): Provider => ({
  name,
  type,
  isSmartCard,
  algorithms: CSP_ALGORITHMS,
})
const ksp = (name: string, isSmartCard = false): Provider => ({
  name,
  type: 0,
  isSmartCard,
  algorithms: KSP_ALGORITHMS,
})

/**
 * The token under the names that pages have hard-coded. Each says of itself what it does in Windows, for some pages
 * choose by it; the key is made on the token under all of them.
 */
export const PROVIDERS: readonly Provider[] = [
  csp('Microsoft Enhanced Cryptographic Provider v1.0', 1),
  csp('Microsoft Base Cryptographic Provider v1.0', 1),
  csp('Microsoft Strong Cryptographic Provider', 1),
  csp('Microsoft Base Smart Card Crypto Provider', 1, true),
  csp('Microsoft RSA SChannel Cryptographic Provider', 12),
  csp('Microsoft Enhanced RSA and AES Cryptographic Provider', 24),
  ksp('Microsoft Software Key Storage Provider'),
  ksp('Microsoft Smart Card Key Storage Provider', true),
]
