import { createHash, createPrivateKey, createPublicKey } from 'node:crypto'
import { certificateParts } from '../../src/pki/certificate.ts'
import { KoshinError } from '../../src/protocol/errors.ts'
import type { KeyProtection, PublicKeyParts, StoredCertificate, TokenSignature } from '../pkcs11/verbs.ts'
import { storeFailed } from './system-command.ts'

/** What the stores of Windows and macOS have in common: certificates know their key by its public half, and no CKA_ID. */

const ID_BYTES = 20

/** The CKA_ID of a pair that others have made: the same for all certificates of one key, and for ever. */
export const foreignId = (spki: Uint8Array): Buffer => createHash('sha256').update(spki).digest().subarray(0, ID_BYTES)

/** null: no certificate that can be read, and so none of the user's. */
export const spkiIn = (der: Uint8Array): Uint8Array | null => {
  try {
    return certificateParts(der).spki
  } catch (error) {
    if (error instanceof KoshinError) return null
    throw error
  }
}

/** An id from the hexadecimal name or tag that a key was given with it. null: it has another one. */
export const idOfName = (name: string | null): Buffer | null =>
  name !== null && /^[0-9a-f]{40}$/.test(name) ? Buffer.from(name, 'hex') : null

const CURVES = { 'P-256': 'ec-p256', 'P-384': 'ec-p384' } as const

const number = (text: string | undefined): Buffer => Buffer.from(text ?? '', 'base64url')

/** null: no kind of key that Koshin uses. @param type of the DER: SubjectPublicKeyInfo, or RSAPublicKey */
export const partsOf = (der: Uint8Array, type: 'spki' | 'pkcs1'): PublicKeyParts | null => {
  try {
    const { kty, n, e, crv, x, y } = createPublicKey({ key: Buffer.from(der), format: 'der', type }).export({
      format: 'jwk',
    })
    if (kty === 'RSA') return { kind: 'rsa', modulus: number(n), exponent: number(e) }
    if (crv !== 'P-256' && crv !== 'P-384') return null
    return { kind: 'ec', curve: CURVES[crv], point: Buffer.concat([Buffer.of(4), number(x), number(y)]) }
  } catch {
    return null
  }
}

/**
 * Both systems have one flag where PKCS#11 has four: a key that Koshin made under its own id, and that may not be exported,
 * never could be.
 * @param exportable null: the system does not say
 */
export const protectionOf = (exportable: boolean | null): KeyProtection => {
  const stays = exportable === null ? null : !exportable
  return { local: true, sensitive: stays, alwaysSensitive: stays, extractable: exportable, neverExtractable: stays }
}

/** @param exportable null: nobody knows */
export const mayLeave = (exportable: boolean | null): StoredCertificate['mayLeave'] => {
  if (exportable === null) return 'unknown'
  return exportable ? 'yes' : 'no'
}

export const HASHES = {
  'rsa-sha256': 'SHA256',
  'ecdsa-sha256': 'SHA256',
  'ecdsa-sha384': 'SHA384',
} as const satisfies Record<TokenSignature, string>

const publicHalf = (pkcs8: Buffer): Buffer | null => {
  try {
    const key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' })
    return createPublicKey(key).export({ format: 'der', type: 'spki' })
  } catch {
    return null
  }
}

/** A private key that came out of a store, where it is the one of this public key. @throws KoshinError computer-store-failed */
export const checkedKey = (pkcs8: Buffer | null, spki: Uint8Array): Uint8Array => {
  if (pkcs8 !== null && publicHalf(pkcs8)?.equals(spki)) return pkcs8
  pkcs8?.fill(0)
  throw storeFailed('another key came out')
}
