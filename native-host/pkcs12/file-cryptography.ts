import {
  createDecipheriv,
  createHmac,
  createPublicKey,
  hash,
  type KeyObject,
  pbkdf2Sync,
  sign,
  verify,
  X509Certificate,
} from 'node:crypto'
import type { CipherName, FileCryptography } from '../../src/pki/pkcs12-cipher.ts'
import type { PairCryptography } from '../../src/pki/pkcs12-pairs.ts'
import { privateKeyOf } from './foreign-key.ts'
import { decryptRc2 } from './rc2.ts'
import { decryptRc4 } from './rc4.ts'

/** The cryptography of PKCS#12 files, by OpenSSL as Node.js has it; RC2 and RC4 by ourselves. */

const BLOCK_BYTES = { rc2: 8 } as const

/** Plain Uint8Arrays: src/pki copies with `slice`, which of a Buffer shares memory. What it was is zeroed. */
const plainBytes = (buffer: Buffer): Uint8Array => {
  const bytes = Uint8Array.from(buffer)
  buffer.fill(0)
  return bytes
}

/** PKCS#7 (RFC 5652 §6.3). */
const unpadded = (padded: Uint8Array, block: number): Uint8Array | null => {
  const count = padded.at(-1) ?? 0
  const isRight = count > 0 && count <= block && padded.subarray(-count).every((byte) => byte === count)
  const plain = isRight ? padded.slice(0, -count) : null
  padded.fill(0)
  return plain
}

const decryptByOpenSsl = (cipher: string, key: Uint8Array, iv: Uint8Array, data: Uint8Array): Uint8Array | null => {
  const decipher = createDecipheriv(cipher, key, iv)
  const first = decipher.update(data)
  try {
    return plainBytes(Buffer.concat([first, decipher.final()]))
  } catch {
    return null // the padding, or half a block
  } finally {
    first.fill(0)
  }
}

const decrypt = (cipher: CipherName, key: Uint8Array, iv: Uint8Array, data: Uint8Array): Uint8Array | null => {
  if (cipher === 'rc4') return decryptRc4(key, data)
  if (cipher !== 'rc2-cbc') return decryptByOpenSsl(cipher, key, iv, data)
  return data.length % BLOCK_BYTES.rc2 === 0 ? unpadded(decryptRc2(key, iv, data), BLOCK_BYTES.rc2) : null
}

const CURVES: readonly (string | undefined)[] = ['prime256v1', 'secp384r1']

const isUsable = ({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): boolean =>
  asymmetricKeyType === 'rsa' || (asymmetricKeyType === 'ec' && CURVES.includes(asymmetricKeyDetails?.namedCurve))

const TRIAL = Buffer.from('koshin: whether both halves of a key belong together\n')

/** A key whose halves do not belong together would be found out only when it is on the token. */
const publicHalf = (privateKey: KeyObject): Uint8Array | null => {
  const publicKey = createPublicKey(privateKey)
  if (!verify('sha256', TRIAL, publicKey, sign('sha256', TRIAL, privateKey))) return null
  return Uint8Array.from(publicKey.export({ type: 'spki', format: 'der' }))
}

const publicKeyOf = (pkcs8: Uint8Array): Uint8Array | null => {
  try {
    const privateKey = privateKeyOf(pkcs8)
    return isUsable(privateKey) ? publicHalf(privateKey) : null
  } catch {
    return null
  }
}

const isIssuedBy = (certificate: Uint8Array, issuer: Uint8Array): boolean => {
  try {
    const [below, above] = [new X509Certificate(certificate), new X509Certificate(issuer)]
    return below.checkIssued(above) && below.verify(above.publicKey)
  } catch {
    return false
  }
}

export const FILE_CRYPTOGRAPHY: FileCryptography & PairCryptography = {
  digest: (name, data) => hash(name, data, 'buffer'),
  hmac: (name, key, data) => createHmac(name, key).update(data).digest(),
  pbkdf2: (name, password, salt, iterations, length) => pbkdf2Sync(password, salt, iterations, length, name),
  decrypt,
  publicKeyOf,
  isIssuedBy,
}
