/** How many places of a terminal a text takes: a Chinese character, kana or full-width letter two, an accent of its own none. */

/** East Asian Wide and Fullwidth of UAX #11, as far as names go. */
const WIDE =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uA960-\uA97F\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]/u
const NOTHING = /[\p{Mn}\p{Me}]/u

const placesOf = (character: string): number => (NOTHING.test(character) ? 0 : WIDE.test(character) ? 2 : 1)

const PLAIN = /^[ -~]*$/

export const widthOf = (text: string): number =>
  PLAIN.test(text) ? text.length : [...text].reduce((sum, character) => sum + placesOf(character), 0)

/** Filled with blanks up to so many places. */
export const padded = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - widthOf(text)))
