import type { KeyAlgorithm } from '../../src/certificate/certificate.ts'
import type { MessageKey, Texts } from '../ui/texts.ts'

const KEY_NAMES: Record<KeyAlgorithm, MessageKey> = {
  'rsa-2048': 'consent_key_rsa_2048',
  'rsa-3072': 'consent_key_rsa_3072',
  'rsa-4096': 'consent_key_rsa_4096',
  'ec-p256': 'consent_key_ec_p256',
  'ec-p384': 'consent_key_ec_p384',
}

/** What people are told of a kind of key. */
export const keyName = (algorithm: KeyAlgorithm, texts: Texts): string => texts(KEY_NAMES[algorithm])
