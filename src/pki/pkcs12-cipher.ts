import { type Element, expectTag, Malformed, sequenceOf } from './der-read.ts'
import { type Algorithm, algorithmOf, iterationsOf, namedIn, saltOf, unsupported } from './pkcs12-algorithm.ts'
import { type Digest, deriveBytes, type HashName, PURPOSE } from './pkcs12-kdf.ts'
import { TAG } from './tags.ts'

/** How the parts of a PKCS#12 file are encrypted: its own old ciphers, and PBES2. */

/** A password in the two encodings that such files know. */
export interface FilePassword {
  /** For the MAC and the old ciphers: UTF-16, big-endian, two zero bytes after it (RFC 7292 §B.1). No bytes at all: no password. */
  readonly utf16: Uint8Array
  /** For PBES2 (RFC 8018 §3). */
  readonly utf8: Uint8Array
}

export type CipherName =
  | 'aes-128-cbc'
  | 'aes-192-cbc'
  | 'aes-256-cbc'
  | 'des-ede3-cbc'
  | 'des-ede-cbc'
  /** As many effective bits as the key has (RFC 2268 §2). */
  | 'rc2-cbc'
  | 'rc4'

/** What this folder does not do itself. */
export interface FileCryptography {
  readonly digest: Digest
  readonly hmac: (hash: HashName, key: Uint8Array, data: Uint8Array) => Uint8Array
  /** @param hash of its HMAC @param length bytes wanted */
  readonly pbkdf2: (
    hash: HashName,
    password: Uint8Array,
    salt: Uint8Array,
    iterations: number,
    length: number,
  ) => Uint8Array
  /** Without the padding; null: the padding, or the length, is wrong. */
  readonly decrypt: (cipher: CipherName, key: Uint8Array, iv: Uint8Array, data: Uint8Array) => Uint8Array | null
}

interface Cipher {
  readonly cipher: CipherName
  readonly keyBytes: number
  readonly ivBytes: number
}

/** RFC 7292 appendix C: `pbeWithSHAAnd128BitRC4` and those after it. */
const OWN_CIPHERS: Readonly<Record<string, Cipher>> = {
  '1.2.840.113549.1.12.1.1': { cipher: 'rc4', keyBytes: 16, ivBytes: 0 },
  '1.2.840.113549.1.12.1.2': { cipher: 'rc4', keyBytes: 5, ivBytes: 0 },
  '1.2.840.113549.1.12.1.3': { cipher: 'des-ede3-cbc', keyBytes: 24, ivBytes: 8 },
  '1.2.840.113549.1.12.1.4': { cipher: 'des-ede-cbc', keyBytes: 16, ivBytes: 8 },
  '1.2.840.113549.1.12.1.5': { cipher: 'rc2-cbc', keyBytes: 16, ivBytes: 8 },
  '1.2.840.113549.1.12.1.6': { cipher: 'rc2-cbc', keyBytes: 5, ivBytes: 8 },
}

const PBES2 = '1.2.840.113549.1.5.13'
const PBKDF2 = '1.2.840.113549.1.5.12'

/** RFC 8018 §B.2.2, RFC 3565 §4.1. */
const PBES2_CIPHERS: Readonly<Record<string, Cipher>> = {
  '1.2.840.113549.3.7': { cipher: 'des-ede3-cbc', keyBytes: 24, ivBytes: 8 },
  '2.16.840.1.101.3.4.1.2': { cipher: 'aes-128-cbc', keyBytes: 16, ivBytes: 16 },
  '2.16.840.1.101.3.4.1.22': { cipher: 'aes-192-cbc', keyBytes: 24, ivBytes: 16 },
  '2.16.840.1.101.3.4.1.42': { cipher: 'aes-256-cbc', keyBytes: 32, ivBytes: 16 },
}

/** RFC 8018 §B.1.2. */
const HMACS: Readonly<Record<string, HashName>> = {
  '1.2.840.113549.2.7': 'sha1',
  '1.2.840.113549.2.8': 'sha224',
  '1.2.840.113549.2.9': 'sha256',
  '1.2.840.113549.2.10': 'sha384',
  '1.2.840.113549.2.11': 'sha512',
}

/** Decrypts with a password; null: this password does not open it. */
export type Opener = (password: FilePassword, data: Uint8Array, by: FileCryptography) => Uint8Array | null

const ownOpener = ({ cipher, keyBytes, ivBytes }: Cipher, parameters: Element | undefined): Opener => {
  const [saltElement, iterationsElement] = sequenceOf(parameters, 'cipher parameters')
  const salt = saltOf(saltElement, 'cipher salt')
  const iterations = iterationsOf(iterationsElement, 'cipher iterations')
  return ({ utf16 }, data, { digest, decrypt }) => {
    const derive = (purpose: 1 | 2, length: number) =>
      deriveBytes(utf16, { hash: 'sha1', purpose, salt, iterations, length }, digest)
    const key = derive(PURPOSE.key, keyBytes)
    const plain = decrypt(cipher, key, derive(PURPOSE.iv, ivBytes), data)
    key.fill(0)
    return plain
  }
}

interface Pbkdf2 {
  readonly salt: Uint8Array
  readonly iterations: number
  readonly keyBytes: number | null
  readonly hash: HashName
}

/** PBKDF2-params: RFC 8018 §A.2. */
const pbkdf2Of = ({ oid, parameters }: Algorithm): Pbkdf2 => {
  if (oid !== PBKDF2) return unsupported(`key derivation ${oid}`)
  const [salt, iterations, ...rest] = sequenceOf(parameters, 'PBKDF2')
  const length = rest[0]?.tag === TAG.integer ? rest[0] : undefined
  const prf = length === undefined ? rest[0] : rest[1]
  return {
    salt: saltOf(salt, 'PBKDF2 salt'),
    iterations: iterationsOf(iterations, 'PBKDF2 iterations'),
    keyBytes: length === undefined ? null : iterationsOf(length, 'PBKDF2 key length'),
    hash: prf === undefined ? 'sha1' : namedIn(HMACS, algorithmOf(prf, 'PBKDF2 function'), 'PBKDF2 function'),
  }
}

/** PBES2-params: RFC 8018 §A.4. */
const pbes2Opener = (parameters: Element | undefined): Opener => {
  const [derivation, scheme] = sequenceOf(parameters, 'PBES2')
  const { salt, iterations, hash, keyBytes: asked } = pbkdf2Of(algorithmOf(derivation, 'key derivation'))
  const encryption = algorithmOf(scheme, 'cipher')
  const { cipher, keyBytes, ivBytes } = namedIn(PBES2_CIPHERS, encryption, 'cipher')
  const iv = expectTag(encryption.parameters, TAG.octetString, 'cipher IV').content
  if (iv.length !== ivBytes) throw new Malformed(`cipher IV of ${iv.length} bytes`)
  if (asked !== null && asked !== keyBytes) return unsupported(`PBKDF2 key of ${asked} bytes`)
  return ({ utf8 }, data, { pbkdf2, decrypt }) => {
    const key = pbkdf2(hash, utf8, salt, iterations, keyBytes)
    const plain = decrypt(cipher, key, iv, data)
    key.fill(0)
    return plain
  }
}

/** @throws Malformed; KoshinError file-unsupported */
export const openerOf = (element: Element | undefined): Opener => {
  const algorithm = algorithmOf(element, 'encryption')
  if (algorithm.oid === PBES2) return pbes2Opener(algorithm.parameters)
  return ownOpener(namedIn(OWN_CIPHERS, algorithm, 'encryption'), algorithm.parameters)
}
