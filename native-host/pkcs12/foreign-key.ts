import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import type { PublicKeyParts } from '../pkcs11/verbs.ts'

/** Keys that were made elsewhere, as Node.js takes them, as Cryptoki has them, and as certificates have them. */

/** @param pkcs8 is not copied here, so that zeroing it zeroes it. @throws where it is no private key */
export const privateKeyOf = (pkcs8: Uint8Array): KeyObject =>
  createPrivateKey({
    key: Buffer.from(pkcs8.buffer, pkcs8.byteOffset, pkcs8.length),
    format: 'der',
    type: 'pkcs8',
  })

const CURVES = { 'P-256': 'ec-p256', 'P-384': 'ec-p384' } as const

const bytes = (base64url = ''): Buffer => Buffer.from(base64url, 'base64url')
const UNCOMPRESSED = Buffer.of(0x04)

/** null: no kind of key that Koshin uses */
export const partsOfKey = (publicKey: KeyObject): PublicKeyParts | null => {
  const { kty, n, e, crv, x, y } = publicKey.export({ format: 'jwk' })
  if (kty === 'RSA') return { kind: 'rsa', modulus: bytes(n), exponent: bytes(e) }
  if (crv !== 'P-256' && crv !== 'P-384') return null
  return { kind: 'ec', curve: CURVES[crv], point: Buffer.concat([UNCOMPRESSED, bytes(x), bytes(y)]) }
}

/** The public half of a private key. @throws where it is none. Returns as `partsOfKey`. */
export const publicPartsOf = (pkcs8: Uint8Array): PublicKeyParts | null =>
  partsOfKey(createPublicKey(privateKeyOf(pkcs8)))

/** Whether it is the private key of a SubjectPublicKeyInfo; what is no key is not. */
export const isKeyOf = (pkcs8: Uint8Array, spki: Uint8Array): boolean => {
  try {
    return createPublicKey(privateKeyOf(pkcs8)).export({ type: 'spki', format: 'der' }).equals(spki)
  } catch {
    return false
  }
}
