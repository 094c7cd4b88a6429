import { createHash, createPublicKey } from 'node:crypto'
import { KEY_ALGORITHMS } from '../../src/certificate/certificate.ts'
import { certificateParts } from '../../src/pki/certificate.ts'
import { KoshinError } from '../../src/protocol/errors.ts'
import type { KeyProtection, PublicKeyParts, StoredCertificate, TokenFacts, TokenSignature } from '../pkcs11/verbs.ts'
import { isKeyOf, partsOfKey } from '../pkcs12/foreign-key.ts'
import { storeFailed } from './system-command.ts'

/** What the stores of Windows and macOS have in common: certificates know their key by its public half, and no CKA_ID. */

type Names = Pick<TokenFacts, 'keeper' | 'label' | 'manufacturer' | 'model' | 'serialNumber'>

/** What a store of the system is to everybody else: always there, always open, and able to make every kind of key. */
export const systemFacts = (names: Names): TokenFacts => ({
  ...names,
  initialised: true,
  writeProtected: false,
  loginRequired: false,
  pin: { pad: false, tries: 'ok', state: 'none', minLength: 0, maxLength: 0 },
  keyAlgorithms: KEY_ALGORITHMS,
})

/** What both systems call a certificate by: SHA-1 of its DER, upper-case hexadecimal. */
export const thumbprintOf = (der: Uint8Array): string => createHash('sha1').update(der).digest('hex').toUpperCase()

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

/** null: no kind of key that Koshin uses. @param type of the DER: SubjectPublicKeyInfo, or RSAPublicKey */
export const partsOf = (der: Uint8Array, type: 'spki' | 'pkcs1'): PublicKeyParts | null => {
  try {
    return partsOfKey(createPublicKey({ key: Buffer.from(der), format: 'der', type }))
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

/** A private key that came out of a store, where it is the one of this public key. @throws KoshinError computer-store-failed */
export const checkedKey = (pkcs8: Buffer | null, spki: Uint8Array): Uint8Array => {
  if (pkcs8 !== null && isKeyOf(pkcs8, spki)) return pkcs8
  pkcs8?.fill(0)
  throw storeFailed('another key came out')
}
