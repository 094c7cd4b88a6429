import { createHash } from 'node:crypto'

/**
 * CKA_ID of a key that came from elsewhere: told by its public key, so that doing it again finds what there is already. It does
 * not begin like those of keys made for an enrolment (journal/key-id.ts): without its certificate, after a crash, it is no
 * stray key that a bank's answer is awaited for.
 */

const PREFIX = Buffer.from('koimport')
const DIGEST_BYTES = 12

export const importedKeyId = (spki: Uint8Array): Uint8Array =>
  Buffer.concat([PREFIX, createHash('sha256').update(spki).digest().subarray(0, DIGEST_BYTES)])
