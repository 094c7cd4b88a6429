import { createHash, createPublicKey, randomBytes, verify } from 'node:crypto'
import { ecPublicKeyInfo, rsaPublicKeyInfo } from '../../src/pki/public-key.ts'
import { ecdsaSignatureDer, type SignatureAlgorithm } from '../../src/pki/request.ts'
import { challengeText } from './challenge.ts'
import type { PublicKeyParts, TokenSignature } from './verbs.ts'

/** The host's own check of everything that a token signs, by another library than the token's driver. */

export const sha256 = (data: Uint8Array): Uint8Array => createHash('sha256').update(data).digest()

export const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

/** For src/pki. ECDSA signatures in DER. What cannot be read is not a signature. */
export const verifies = (
  spki: Uint8Array,
  algorithm: SignatureAlgorithm,
  data: Uint8Array,
  signature: Uint8Array,
): boolean => {
  try {
    const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' })
    const isRsa = algorithm.startsWith('rsa')
    if (key.asymmetricKeyType !== (isRsa ? 'rsa' : 'ec')) return false
    return verify(algorithm.slice(algorithm.indexOf('-') + 1), data, key, signature)
  } catch {
    return false
  }
}

/** A token's signature as certificates and requests carry it. */
export const signatureFromToken = (algorithm: TokenSignature, raw: Uint8Array): Uint8Array =>
  algorithm === 'rsa-sha256' ? raw : ecdsaSignatureDer(raw)

/** @throws KoshinError token-unsupported: an EC point in a form of its own */
export const publicKeyInfo = (parts: PublicKeyParts): Uint8Array =>
  parts.kind === 'rsa' ? rsaPublicKeyInfo(parts.modulus, parts.exponent) : ecPublicKeyInfo(parts.curve, parts.point)

/** How a key of this kind signs. null: a kind that Koshin has no signature for. */
export const signatureFor = (key: { algorithm: 'rsa' | 'ec' | 'other'; bits: number }): TokenSignature | null => {
  if (key.algorithm === 'rsa') return 'rsa-sha256'
  if (key.algorithm !== 'ec') return null
  return key.bits > 256 ? 'ecdsa-sha384' : 'ecdsa-sha256'
}

export interface Challenge {
  readonly nonce: string
  readonly sha256: string
  readonly isAnsweredBy: (spki: Uint8Array, algorithm: TokenSignature, raw: Uint8Array) => boolean
}

/** A fresh challenge for the key of one certificate. */
export const newChallenge = (certificateSha256: string): Challenge => {
  const nonce = hexOf(randomBytes(32))
  const text = challengeText(nonce, certificateSha256)
  return {
    nonce,
    sha256: certificateSha256,
    isAnsweredBy: (spki, algorithm, raw) => verifies(spki, algorithm, text, signatureFromToken(algorithm, raw)),
  }
}
