import { createPublicKey, type KeyObject } from 'node:crypto'
import { KoshinError } from '../../../src/protocol/errors.ts'
import type { PublicKeyParts } from '../../pkcs11/verbs.ts'
import { privateKeyOf } from '../../pkcs12/foreign-key.ts'
import { magnitude, members } from '../der-members.ts'

/**
 * Keys in CNG's own forms: BCRYPT_RSAKEY_BLOB and BCRYPT_ECCKEY_BLOB of bcrypt.h, a header of little-endian numbers and the
 * numbers of the key, big-endian.
 * https://learn.microsoft.com/windows/win32/api/bcrypt/ns-bcrypt-bcrypt_rsakey_blob and …/ns-bcrypt-bcrypt_ecckey_blob
 */

const RSA_PUBLIC = 'RSA1'
const RSA_PRIVATE = 'RSA2'
const RSA_HEADER_BYTES = 24
const EC_HEADER_BYTES = 8
const EC_PUBLIC = { ECS1: { curve: 'ec-p256', bytes: 32 }, ECS3: { curve: 'ec-p384', bytes: 48 } } as const

/** The named curves as Node.js calls them. */
const EC_PRIVATE = {
  prime256v1: { magic: 'ECS2', algorithm: 'ECDSA_P256', bytes: 32 },
  secp384r1: { magic: 'ECS4', algorithm: 'ECDSA_P384', bytes: 48 },
} as const

const rsaParts = (blob: Buffer): PublicKeyParts | null => {
  if (blob.length < RSA_HEADER_BYTES) return null
  const exponentEnd = RSA_HEADER_BYTES + blob.readUInt32LE(8)
  const modulusEnd = exponentEnd + blob.readUInt32LE(12)
  if (modulusEnd !== blob.length) return null
  const exponent = blob.subarray(RSA_HEADER_BYTES, exponentEnd)
  return { kind: 'rsa', modulus: blob.subarray(exponentEnd, modulusEnd), exponent }
}

const ecParts = (blob: Buffer, { curve, bytes }: (typeof EC_PUBLIC)[keyof typeof EC_PUBLIC]): PublicKeyParts | null => {
  if (blob.length !== EC_HEADER_BYTES + 2 * bytes || blob.readUInt32LE(4) !== bytes) return null
  return { kind: 'ec', curve, point: Buffer.concat([Buffer.of(4), blob.subarray(EC_HEADER_BYTES)]) }
}

/** A public key from its blob. null: no kind of key that Koshin makes, or cut short. */
export const publicParts = (blob: Buffer): PublicKeyParts | null => {
  const magic = blob.toString('latin1', 0, 4)
  if (magic === RSA_PUBLIC) return rsaParts(blob)
  return magic === 'ECS1' || magic === 'ECS3' ? ecParts(blob, EC_PUBLIC[magic]) : null
}

const header = (magic: string, ...numbers: readonly number[]): Buffer => {
  const words = Buffer.alloc(4 * numbers.length)
  numbers.forEach((number, at) => {
    words.writeUInt32LE(number, 4 * at)
  })
  return Buffer.concat([Buffer.from(magic, 'latin1'), words])
}

export interface PrivateBlob {
  readonly algorithm: 'RSA' | 'ECDSA_P256' | 'ECDSA_P384'
  /** For the caller to zero. */
  readonly blob: Buffer
}

const rsaBlob = (key: KeyObject): PrivateBlob => {
  const der = key.export({ format: 'der', type: 'pkcs1' })
  const [, modulus, exponent, , p, q] = members(der).map(magnitude)
  const parts = [exponent, modulus, p, q].map((part) => part ?? Buffer.alloc(0))
  const sizes = parts.map((part) => part.length)
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0
  const blob = Buffer.concat([header(RSA_PRIVATE, bits, ...sizes), ...parts])
  der.fill(0)
  return { algorithm: 'RSA', blob }
}

const ecBlob = (
  key: KeyObject,
  { magic, algorithm, bytes }: (typeof EC_PRIVATE)[keyof typeof EC_PRIVATE],
): PrivateBlob => {
  const der = key.export({ format: 'der', type: 'sec1' })
  const [, secret = Buffer.alloc(0)] = members(der)
  const point = createPublicKey(key)
    .export({ format: 'der', type: 'spki' })
    .subarray(-2 * bytes)
  const padding = Buffer.alloc(bytes - secret.length)
  const blob = Buffer.concat([header(magic, bytes), point, padding, secret])
  der.fill(0)
  return { algorithm, blob }
}

const readKey = (pkcs8: Uint8Array): KeyObject => {
  try {
    return privateKeyOf(pkcs8)
  } catch {
    throw new KoshinError('key-not-accepted', { detail: 'PKCS#8' })
  }
}

/**
 * A private key as CNG takes it under a name: PKCS#8 it takes only for keys without one.
 * @throws KoshinError key-not-accepted: no kind of key that Windows' own provider signs with here
 */
export const privateBlob = (pkcs8: Uint8Array): PrivateBlob => {
  const key = readKey(pkcs8)
  if (key.asymmetricKeyType === 'rsa') return rsaBlob(key)
  const curve = key.asymmetricKeyDetails?.namedCurve
  if (curve === 'prime256v1' || curve === 'secp384r1') return ecBlob(key, EC_PRIVATE[curve])
  throw new KoshinError('key-not-accepted', { detail: key.asymmetricKeyType ?? 'key' })
}
