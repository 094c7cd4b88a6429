import { createPrivateKey, createPublicKey } from 'node:crypto'
import type { PublicKeyParts } from '../pkcs11/verbs.ts'

/** The public half of a private key, as Cryptoki has it and as certificates have it. */

const publicKeyOf = (pkcs8: Uint8Array) =>
  createPublicKey(
    createPrivateKey({
      key: Buffer.from(pkcs8.buffer, pkcs8.byteOffset, pkcs8.length),
      format: 'der',
      type: 'pkcs8',
    }),
  )

const bytes = (base64url = ''): Buffer => Buffer.from(base64url, 'base64url')
const UNCOMPRESSED = Buffer.of(0x04)

/** @throws where it is no private key of a kind that Koshin knows */
export const publicPartsOf = (pkcs8: Uint8Array): PublicKeyParts => {
  const { kty, crv, n, e, x, y } = publicKeyOf(pkcs8).export({ format: 'jwk' })
  if (kty === 'RSA') return { kind: 'rsa', modulus: bytes(n), exponent: bytes(e) }
  const curve = crv === 'P-384' ? 'ec-p384' : 'ec-p256'
  return { kind: 'ec', curve, point: Buffer.concat([UNCOMPRESSED, bytes(x), bytes(y)]) }
}

/** Whether a private key is that of a SubjectPublicKeyInfo. */
export const isKeyOf = (pkcs8: Uint8Array, spki: Uint8Array): boolean =>
  publicKeyOf(pkcs8).export({ type: 'spki', format: 'der' }).equals(spki)
