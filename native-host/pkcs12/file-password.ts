import { transcode } from 'node:buffer'
import type { Attempt } from '../../src/pki/pkcs12.ts'
import type { FilePassword } from '../../src/pki/pkcs12-cipher.ts'

/** A password as bytes, from the dialog to the file: no text is made of it, which nobody could erase. */

const TERMINATOR_BYTES = 2

const utf16 = (utf8: Uint8Array): Uint8Array => {
  const units = transcode(utf8, 'utf8', 'utf16le').swap16()
  const whole = new Uint8Array(units.length + TERMINATOR_BYTES)
  whole.set(units)
  units.fill(0)
  return whole
}

/** Whoever made the file gave no password: then there is none, or an empty one, which is another (RFC 7292 §B.1). */
const NO_PASSWORDS: readonly FilePassword[] = [
  { utf16: new Uint8Array(TERMINATOR_BYTES), utf8: new Uint8Array() },
  { utf16: new Uint8Array(), utf8: new Uint8Array() },
]

/** @param typed UTF-8; null: nobody has been asked yet */
export const attemptsFor = (typed: Uint8Array | null): readonly Attempt[] => {
  if (typed === null || typed.length === 0)
    return NO_PASSWORDS.map((password) => ({ password, isGuess: typed === null }))
  return [{ password: { utf16: utf16(typed), utf8: typed }, isGuess: false }]
}
