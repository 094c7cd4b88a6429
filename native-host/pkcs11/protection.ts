import type { KeyProtection } from './verbs.ts'

/**
 * What is wrong with the way a token keeps a new private key, or null where all is well. A token that does not say is
 * not trusted: the bank issues the certificate because the key cannot leave.
 */
export const weakness = (protection: KeyProtection | null): string | null => {
  if (protection === null) return 'private key not visible'
  if (protection.local !== true) return 'CKA_LOCAL'
  if (protection.sensitive !== true) return 'CKA_SENSITIVE'
  if (protection.alwaysSensitive !== true) return 'CKA_ALWAYS_SENSITIVE'
  if (protection.extractable !== false) return 'CKA_EXTRACTABLE'
  if (protection.neverExtractable !== true) return 'CKA_NEVER_EXTRACTABLE'
  return null
}
