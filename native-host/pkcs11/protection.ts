import type { KeyProtection, TokenFacts } from './verbs.ts'

/**
 * What is wrong with the way a token keeps a new private key, or null where all is well. A token that does not say is
 * not trusted: the bank issues the certificate because the key cannot leave. NSS says of no key that it was made there
 * (CKA_LOCAL), but of those that came from elsewhere that they were not always sensitive.
 */
export const weakness = (protection: KeyProtection | null, keeper: TokenFacts['keeper'] = 'token'): string | null => {
  if (protection === null) return 'private key not visible'
  if (protection.local !== true && !keeper.startsWith('nss-')) return 'CKA_LOCAL'
  if (protection.sensitive !== true) return 'CKA_SENSITIVE'
  if (protection.alwaysSensitive !== true) return 'CKA_ALWAYS_SENSITIVE'
  if (protection.extractable !== false) return 'CKA_EXTRACTABLE'
  if (protection.neverExtractable !== true) return 'CKA_NEVER_EXTRACTABLE'
  return null
}
