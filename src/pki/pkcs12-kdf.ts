import { concat } from './bytes.ts'

/** The key derivation of PKCS#12 itself (RFC 7292 appendix B), for its MAC and its old ciphers. */

export type HashName = 'sha1' | 'sha224' | 'sha256' | 'sha384' | 'sha512'
export type Digest = (hash: HashName, data: Uint8Array) => Uint8Array

/** What the bytes are for: §B.3. */
export const PURPOSE = { key: 1, iv: 2, mac: 3 } as const

export interface Derivation {
  readonly hash: HashName
  readonly purpose: (typeof PURPOSE)[keyof typeof PURPOSE]
  readonly salt: Uint8Array
  readonly iterations: number
  /** Bytes wanted. */
  readonly length: number
}

/** Bytes that a hash takes at a time: `v` of the RFC. */
const BLOCK: Readonly<Record<HashName, number>> = { sha1: 64, sha224: 64, sha256: 64, sha384: 128, sha512: 128 }

/** Repeated until it fills whole blocks; nothing stays nothing. */
const filled = (bytes: Uint8Array, block: number): Uint8Array => {
  const whole = new Uint8Array(Math.ceil(bytes.length / block) * block)
  return whole.map((_, at) => bytes[at % bytes.length] ?? 0)
}

/** Each block of `input`, as a number, grows by `addend` and one more (step 6C). */
const addToBlocks = (input: Uint8Array, addend: Uint8Array): void => {
  for (let start = 0; start < input.length; start += addend.length) {
    let carry = 1
    for (let at = addend.length - 1; at >= 0; at--) {
      carry += (input[start + at] ?? 0) + (addend[at] ?? 0)
      input[start + at] = carry & 0xff
      carry >>= 8
    }
  }
}

const iterated = (first: Uint8Array, { hash, iterations }: Derivation, digest: Digest): Uint8Array => {
  let bytes = digest(hash, first)
  first.fill(0)
  for (let round = 1; round < iterations; round++) bytes = digest(hash, bytes)
  return bytes
}

/** @param password UTF-16, see `FilePassword` */
export const deriveBytes = (password: Uint8Array, derivation: Derivation, digest: Digest): Uint8Array => {
  const { hash, purpose, salt, length } = derivation
  const block = BLOCK[hash]
  const diversifier = new Uint8Array(block).fill(purpose)
  const secret = filled(password, block)
  const input = concat([filled(salt, block), secret])
  secret.fill(0)
  const output = new Uint8Array(length)
  for (let at = 0; at < length; ) {
    const bytes = iterated(concat([diversifier, input]), derivation, digest)
    output.set(bytes.subarray(0, length - at), at)
    at += bytes.length
    addToBlocks(input, filled(bytes, block).subarray(0, block))
    bytes.fill(0)
  }
  input.fill(0)
  return output
}
