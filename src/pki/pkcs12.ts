import { KoshinError } from '../protocol/errors.ts'
import { type Element, expectTag, Malformed, oidOf, readBer, sequenceOf } from './der-read.ts'
import { unsupported } from './pkcs12-algorithm.ts'
import { type Bags, readBags } from './pkcs12-bags.ts'
import { type FileCryptography, type FilePassword, openerOf } from './pkcs12-cipher.ts'
import { Lock } from './pkcs12-lock.ts'
import { type MacCheck, macCheckOf } from './pkcs12-mac.ts'
import { octetsInPieces } from './pkcs12-octets.ts'
import { orRefuse } from './refuse.ts'
import { TAG } from './tags.ts'

/**
 * Reads PKCS#12 files (RFC 7292) that a password protects. The outline is read here and not by the PFX of pkijs, which wants
 * WebCrypto (no RC2, no 3DES), allows any number of rounds, and checks the MAC over pieces that it has put together anew.
 */

const DATA = '1.2.840.113549.1.7.1'
const SIGNED_DATA = '1.2.840.113549.1.7.2'
const ENCRYPTED_DATA = '1.2.840.113549.1.7.6'
/** `[0]` of EncryptedContentInfo: an OCTET STRING by another tag. */
const ENCRYPTED_CONTENT = 0x80
const VERSION_3 = [TAG.integer, 1, 3] as const

/** A few keys with their chains are under 100 KiB. */
const MOST_FILE_BYTES = 192 * 1024

/** A file taken apart as far as no password is needed. */
interface Outline {
  /** What the MAC is over: AuthenticatedSafe. */
  readonly content: Uint8Array
  /** null: nothing protects the file from change. */
  readonly isWhole: MacCheck | null
}

/** Whether a file begins as PKCS#12 does, whatever has become of the rest. */
const beginsAsPkcs12 = (file: Uint8Array): boolean => {
  const [tag, length = 0] = file
  const start = length > 0x80 ? 2 + (length & 0x7f) : 2
  return tag === TAG.sequence && start <= 6 && VERSION_3.every((byte, at) => file[start + at] === byte)
}

/** ContentInfo (RFC 5652 §3) → its type and what is in its `[0]`. */
const contentOf = (info: Element | undefined): { type: string; content: Element | undefined } => {
  const [type, wrapped] = sequenceOf(info, 'content')
  return { type: oidOf(type, 'content type'), content: wrapped?.children[0] }
}

const outlineOf = (file: Uint8Array): Outline => {
  const [version, authSafe, macData] = sequenceOf(readBer(file), 'file')
  expectTag(version, TAG.integer, 'version')
  const { type, content } = contentOf(authSafe)
  if (type === SIGNED_DATA) unsupported('signed instead of protected by a password')
  if (type !== DATA) throw new Malformed(`content of type ${type}`)
  return {
    content: octetsInPieces(content, TAG.octetString, 'content'),
    isWhole: macData === undefined ? null : macCheckOf(macData),
  }
}

/** EncryptedData: RFC 5652 §8. */
const readEncrypted = (data: Element | undefined, lock: Lock, bags: Bags): void => {
  const [, info] = sequenceOf(data, 'encrypted data')
  const [, algorithm, content] = sequenceOf(info, 'encrypted content')
  const octets = octetsInPieces(content, ENCRYPTED_CONTENT, 'encrypted content')
  lock.open(openerOf(algorithm), octets, (plain) => readBags(readBer(plain), lock, bags))
}

const readSafe = (safe: Element, lock: Lock, bags: Bags): void => {
  const { type, content } = contentOf(safe)
  if (type === ENCRYPTED_DATA) readEncrypted(content, lock, bags)
  else if (type === DATA) readBags(readBer(octetsInPieces(content, TAG.octetString, 'safe')), lock, bags)
  else unsupported(`safe of type ${type}`)
}

const zero = ({ keys }: Bags): void => {
  for (const { pkcs8 } of keys) pkcs8.fill(0)
}

/** Everything that the lock opens. What has been taken out is zeroed where the rest turns out to be broken. */
const readSafes = (content: Uint8Array, lock: Lock): Bags => {
  const bags: Bags = { keys: [], certificates: [] }
  try {
    for (const safe of sequenceOf(readBer(content), 'safes')) readSafe(safe, lock, bags)
    return bags
  } catch (error) {
    zero(bags)
    throw error
  }
}

/**
 * A wrong password and a damaged file both spoil the MAC. They are told apart by the parts: where one of them opens, the
 * password is right.
 */
const isOpen = (isWhole: boolean | null, { opened, refused }: Lock): boolean => {
  if (isWhole === true && refused > 0 && opened === 0) return unsupported('contents under another password')
  if (isWhole !== false && refused === 0) return true
  if (opened > 0) throw new Malformed(isWhole === false ? 'MAC wrong' : 'a part does not decrypt')
  return false
}

/** A password, and whether a person has typed it: a guess that fails is not looked into any further. */
export interface Attempt {
  readonly password: FilePassword
  readonly isGuess: boolean
}

const attempt = ({ content, isWhole }: Outline, { password, isGuess }: Attempt, by: FileCryptography): Bags | null => {
  const whole = isWhole === null ? null : isWhole(password, content, by)
  if (whole === false && isGuess) return null
  const lock = new Lock(password, by)
  const bags = readSafes(content, lock)
  try {
    if (isOpen(whole, lock)) return bags
  } catch (error) {
    zero(bags)
    throw error
  }
  zero(bags)
  return null
}

/**
 * Opens a file with the first of the attempts that fits it. null: none does.
 * @param file a Uint8Array and not a Buffer, as everywhere here: parts of it are copied with `slice`
 * @throws KoshinError file-unreadable (no PKCS#12), file-damaged, file-unsupported, file-too-large
 */
export const openPkcs12 = (file: Uint8Array, attempts: readonly Attempt[], by: FileCryptography): Bags | null => {
  if (file.length > MOST_FILE_BYTES) throw new KoshinError('file-too-large', { detail: `${file.length} bytes` })
  if (!beginsAsPkcs12(file)) throw new KoshinError('file-unreadable')
  return orRefuse('file-damaged', () => {
    const outline = outlineOf(file)
    for (const one of attempts) {
      const bags = attempt(outline, one, by)
      if (bags !== null) return bags
    }
    return null
  })
}
