import { UNSEEN } from '../../text/visible-text.ts'

/** Texts as a search compares them: what people type need not look like what the bank has written. */

/** What people put between the digits of an ID or a serial number, or leave out. */
const SEPARATORS = /[\s\p{Pd}\p{Pc}\u2212\u30FB:.,+/]+/gu
const PLAIN = /^[ -~]*$/
const PLAIN_SEPARATORS = /[\s\-_:.,+/]+/g

/** Every katakana that has a hiragana. */
const KATAKANA = /[\u30A1-\u30F6\u30FD\u30FE]/g
const TO_HIRAGANA = 0x60

const inHiragana = (text: string): string =>
  text.replace(KATAKANA, (letter) => String.fromCharCode(letter.charCodeAt(0) - TO_HIRAGANA))

/** Full-width as half-width (NFKC), capitals as small letters, katakana as hiragana; without separators and what is not seen. */
export const folded = (text: string): string =>
  PLAIN.test(text)
    ? text.toLowerCase().replace(PLAIN_SEPARATORS, '')
    : inHiragana(text.normalize('NFKC').toLowerCase()).replace(SEPARATORS, '').replace(UNSEEN, '')

/** The words of a search, each folded; none where nothing is searched for. */
export const searchTerms = (search: string): string[] =>
  search
    .split(/\s+/u)
    .map(folded)
    .filter((term) => term !== '')
