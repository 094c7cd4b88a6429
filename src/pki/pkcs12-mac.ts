import { sameBytes } from './bytes.ts'
import { type Element, expectTag, sequenceOf } from './der-read.ts'
import { algorithmOf, HASHES, iterationsOf, namedIn, saltOf } from './pkcs12-algorithm.ts'
import type { FileCryptography, FilePassword } from './pkcs12-cipher.ts'
import { deriveBytes, PURPOSE } from './pkcs12-kdf.ts'
import { TAG } from './tags.ts'

/** Whether a password and the contents belong together. */
export type MacCheck = (password: FilePassword, content: Uint8Array, by: FileCryptography) => boolean

/**
 * MacData: RFC 7292 §4. Its iterations are one where they are left out.
 * @throws Malformed; KoshinError file-unsupported
 */
export const macCheckOf = (macData: Element): MacCheck => {
  const [info, saltElement, count] = sequenceOf(macData, 'MAC')
  const [algorithm, value] = sequenceOf(info, 'MAC digest')
  const hash = namedIn(HASHES, algorithmOf(algorithm, 'MAC hash'), 'MAC hash')
  const expected = expectTag(value, TAG.octetString, 'MAC value').content
  const salt = saltOf(saltElement, 'MAC salt')
  const iterations = count === undefined ? 1 : iterationsOf(count, 'MAC iterations')
  return ({ utf16 }, content, { digest, hmac }) => {
    const { length } = digest(hash, new Uint8Array())
    const key = deriveBytes(utf16, { hash, purpose: PURPOSE.mac, salt, iterations, length }, digest)
    const found = hmac(hash, key, content)
    key.fill(0)
    return sameBytes(found, expected)
  }
}
