import type { KeyAlgorithm } from '../../src/certificate/certificate.ts'
import { withoutLeadingZeros } from '../../src/pki/bytes.ts'
import type { EnrolmentRecord } from '../journal/record.ts'
import type { TokenInDriver } from '../pkcs11/drivers.ts'
import { hexOf } from '../pkcs11/signature.ts'
import type { OwnKey, PublicKeyParts } from '../pkcs11/verbs.ts'
import type { HostContext } from './context.ts'

/**
 * Keys of Koshin without a certificate that no record names: the journal was lost, or is on another computer, whose user
 * waits for the bank's answer. So they are counted, and used or removed only where the user says so.
 */

/** Kind of key by the bytes of its modulus. */
const RSA: Readonly<Record<number, KeyAlgorithm>> = { 256: 'rsa-2048', 384: 'rsa-3072', 512: 'rsa-4096' }

/** null: no kind of key that Koshin makes. */
export const algorithmOf = (parts: PublicKeyParts): KeyAlgorithm | null =>
  parts.kind === 'ec' ? parts.curve : (RSA[withoutLeadingZeros(parts.modulus).length] ?? null)

/** @param records all that can be read; one that was discarded has no key any more, so it names none */
const strayKeys = (keys: readonly OwnKey[], records: readonly EnrolmentRecord[]): OwnKey[] => {
  const named = new Set(records.filter(({ state }) => state !== 'discarded').map(({ keyId }) => keyId))
  return keys.filter(({ id, hasCertificate }) => !hasCertificate && !named.has(hexOf(id)))
}

/** Those of one token, as far as they are seen without a PIN. */
export const strayKeysOn = async (
  { driver, token }: TokenInDriver,
  { journal }: Pick<HostContext, 'journal'>,
): Promise<OwnKey[]> => {
  const keys = await driver.process.call('list-own-keys', { token })
  return keys.length === 0 ? [] : strayKeys(keys, journal.list().records)
}
