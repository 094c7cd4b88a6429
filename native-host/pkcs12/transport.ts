import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

/** The ways by which a private key goes through C_WrapKey and C_UnwrapKey: as PKCS#8, under an AES key of 256 bits. */

export interface Transport {
  readonly mechanism: number
  readonly parameter: Buffer | undefined
  readonly seal: (key: Uint8Array, plain: Uint8Array) => Buffer
  /** @throws where the key or the bytes are others */
  readonly unseal: (key: Uint8Array, sealed: Uint8Array) => Buffer
}

export const TRANSPORT_KEY_BYTES = 32

/** Numbers of PKCS#11 v3.1; a test compares them with pkcs11js. */
export const WRAPPING = { CKM_AES_CBC_PAD: 0x1085, CKM_AES_KEY_WRAP: 0x2109, CKM_AES_KEY_WRAP_KWP: 0x210b } as const

/** Initial values of RFC 3394 §2.2.3.1 and of RFC 5649 §3. */
const WRAP_IV = Buffer.alloc(8, 0xa6)
const WRAP_PAD_IV = Buffer.from('a65959a6', 'hex')
const WRAP_BLOCK = 8

const by = (mechanism: number, parameter: Buffer | undefined, cipher: string, iv: Buffer): Transport => ({
  mechanism,
  parameter,
  seal: (key, plain) => {
    const sealing = createCipheriv(cipher, key, iv)
    return Buffer.concat([sealing.update(plain), sealing.final()])
  },
  unseal: (key, sealed) => {
    const opening = createDecipheriv(cipher, key, iv)
    const [first, last] = [opening.update(sealed), opening.final()]
    const plain = Buffer.concat([first, last])
    first.fill(0)
    last.fill(0)
    return plain
  },
})

/** It takes whole blocks only: zeros after the PKCS#8, which says its own length, are what fills it up (PKCS#11 v2.40 §2.14). */
const filled = (transport: Transport): Transport => ({
  ...transport,
  seal: (key, plain) => {
    const whole = Buffer.alloc(Math.ceil(plain.length / WRAP_BLOCK) * WRAP_BLOCK)
    whole.set(plain)
    const sealed = transport.seal(key, whole)
    whole.fill(0)
    return sealed
  },
})

/** Those that are known best first. New each time: an initial value is used once. */
export const transports = (): readonly Transport[] => {
  const iv = randomBytes(16)
  return [
    by(WRAPPING.CKM_AES_CBC_PAD, iv, 'aes-256-cbc', iv),
    by(WRAPPING.CKM_AES_KEY_WRAP_KWP, undefined, 'id-aes256-wrap-pad', WRAP_PAD_IV),
    filled(by(WRAPPING.CKM_AES_KEY_WRAP, undefined, 'id-aes256-wrap', WRAP_IV)),
  ]
}
