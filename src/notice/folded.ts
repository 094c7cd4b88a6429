/** Banks' words as they are compared. Old pages put spaces and line breaks inside words to make them fit. */

/** Takes no place at all: soft hyphens, zero-width spaces and joiners, marks of direction. */
const ZERO_WIDTH = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+/g
const SPACE = /\s+/g

/** NFKC (full-width digits, half-width katakana), without any white space: for comparing words. */
export const folded = (text: string): string => text.normalize('NFKC').replace(ZERO_WIDTH, '').replace(SPACE, '')

/** What people type for a hyphen: dashes, minus signs. The long vowel mark ー is none of them. */
const HYPHENS = /[\u2010-\u2015\u2212\u2043]/g

/** NFKC with one kind of hyphen, white space to single spaces: for reading values, where a space ends a number. */
export const spaced = (text: string): string =>
  text.normalize('NFKC').replace(ZERO_WIDTH, '').replace(HYPHENS, '-').replace(SPACE, ' ').trim()

/** Arrows, bullets and brackets around words: `▶ 次へ`, `【電子証明書更新】`, `次へ ＞`. */
const DECORATION = /^[\p{P}\p{S}\s]+|[\p{P}\p{S}\s]+$/gu

/** The words on a control, or of a line, without what decorates them. */
export const bare = (text: string): string => {
  const words = folded(text)
  return words.replace(DECORATION, '') || words
}

const MOST_LABEL = 120
/** Arrows and bullets. A bracket or a full stop at an end may belong to the words. */
const SIGNS = '[\\s>»≫▶►▷→⇒・•●■□◆◇○★☆<«≪◀◁←⇐|]+'
const SIGNS_AROUND = new RegExp(`^${SIGNS}|${SIGNS}$`, 'g')
/** Japanese has no spaces between words: what stands there was put in to make the words fit. */
const SPACE_IN_JAPANESE =
  /(?<=[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}ー。、])\s(?=[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}ー。、])/gu

/** Words on a control as they are told to people: on one line, without arrows, not too long. */
export const printed = (text: string): string => {
  const words = spaced(text)
  return (words.replace(SIGNS_AROUND, '') || words).replace(SPACE_IN_JAPANESE, '').slice(0, MOST_LABEL)
}
