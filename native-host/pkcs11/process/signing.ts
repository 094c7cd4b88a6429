import { createHash } from 'node:crypto'
import { CKM, CKO } from '../constants.ts'
import { searchTemplate } from '../templates.ts'
import type { TokenSignature } from '../verbs.ts'
import { type Cryptoki, Fault, type Handle } from './cryptoki.ts'

/** Signing with a private key that is found by its id. */

const HASHES = { 'rsa-sha256': 'sha256', 'ecdsa-sha256': 'sha256', 'ecdsa-sha384': 'sha384' } as const

/** DER of a DigestInfo for SHA-256, up to the digest (RFC 8017 §9.2, note 1). */
const DIGEST_INFO_SHA256 = Buffer.from('3031300d060960864801650304020105000420', 'hex')

const digest = (algorithm: TokenSignature, data: Uint8Array): Buffer =>
  createHash(HASHES[algorithm]).update(data).digest()

/** Which mechanism is given which bytes: tokens that cannot hash and sign at once are given the digest. */
const input = (
  algorithm: TokenSignature,
  data: Uint8Array,
  has: (mechanism: number) => boolean,
): { mechanism: number; bytes: Uint8Array } => {
  if (algorithm !== 'rsa-sha256') return { mechanism: CKM.ECDSA, bytes: digest(algorithm, data) }
  if (has(CKM.SHA256_RSA_PKCS)) return { mechanism: CKM.SHA256_RSA_PKCS, bytes: data }
  return { mechanism: CKM.RSA_PKCS, bytes: Buffer.concat([DIGEST_INFO_SHA256, digest(algorithm, data)]) }
}

/** @throws Fault key-missing. ECDSA signatures are raw: r and s, each as long as the curve. */
export const signWith = (
  cryptoki: Cryptoki,
  slot: Handle,
  session: Handle,
  id: Uint8Array,
  algorithm: TokenSignature,
  data: Uint8Array,
): Buffer => {
  const [key] = cryptoki.find(session, searchTemplate(CKO.PRIVATE_KEY, id))
  if (key === undefined) throw new Fault('key-missing', 'no private key with this id')
  const { mechanism, bytes } = input(algorithm, data, (wanted) => cryptoki.hasMechanism(slot, wanted))
  return cryptoki.sign(session, mechanism, key, bytes)
}
