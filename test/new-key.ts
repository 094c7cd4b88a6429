import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'

const publicKeyEncoding = { format: 'pem', type: 'spki' } as const
const privateKeyEncoding = { format: 'pem', type: 'pkcs8' } as const

const newPem = (kind: 'rsa' | 'P-256' | 'P-384', modulusLength: number): string =>
  kind === 'rsa'
    ? generateKeyPairSync('rsa', { modulusLength, publicKeyEncoding, privateKeyEncoding }).privateKey
    : generateKeyPairSync('ec', { namedCurve: kind, publicKeyEncoding, privateKeyEncoding }).privateKey

/**
 * A key pair of its own, read from its encoding. One that comes straight from generateKeyPairSync shares a lock with the job that made it:
 * if that is collected while Node 20 exports the key as JWK, the process waits for itself for ever (seen with 20.20, in a backtrace).
 */
export const newKeyPair = (
  kind: 'rsa' | 'P-256' | 'P-384',
  bits = 2048,
): { readonly privateKey: KeyObject; readonly publicKey: KeyObject } => {
  const privateKey = createPrivateKey(newPem(kind, bits))
  return { privateKey, publicKey: createPublicKey(privateKey) }
}
