import type { KeyProtection } from '../pkcs11/verbs.ts'

/**
 * What is wrong with the way a store keeps a key that came from elsewhere, or null. That it was not made there, and was not
 * always kept, is its nature; what counts is that it does not leave from now on.
 */
export const importedWeakness = (protection: KeyProtection | null): string | null => {
  if (protection === null) return 'private key not visible'
  if (protection.sensitive !== true) return 'CKA_SENSITIVE'
  return protection.extractable === false ? null : 'CKA_EXTRACTABLE'
}
