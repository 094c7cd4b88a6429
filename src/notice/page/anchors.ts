/**
 * A page may have fifty thousand elements, and a bank's words stand in three of them. Each word is looked for by one of its
 * characters first, in the page's raw text, and only what holds one is looked at closely.
 */

/** Blocks of Unicode whose characters NFKC makes into ordinary ones: radicals, compatibility ideographs, half and full width. */
const COMPATIBILITY = [
  [0x2e80, 0x2fdf],
  [0x3300, 0x33ff],
  [0xf900, 0xfaff],
  [0xff00, 0xffef],
] as const

const variantsOf = (): ReadonlyMap<string, string> => {
  const variants = new Map<string, string>()
  for (const [first, last] of COMPATIBILITY) {
    for (let code = first; code <= last; code++) {
      const written = String.fromCharCode(code)
      for (const character of written.normalize('NFKC'))
        variants.set(character, (variants.get(character) ?? '') + written)
    }
  }
  return variants
}

let variants: ReadonlyMap<string, string> | null = null

/** All ways to write a character that NFKC makes one. A voiced kana may come in two: its first part stands for it. */
const written = (character: string): string => {
  variants ??= variantsOf()
  const parts = character.normalize('NFKD')
  const first = [...parts][0] ?? character
  return character + (variants.get(character) ?? '') + (first === character ? '' : first + (variants.get(first) ?? ''))
}

const escaped = (characters: string): string => characters.replace(/[\\\]^-]/g, '\\$&')
const oneOf = (character: string): string => `[${escaped(written(character))}]`

/** What may stand between two characters of a word: white space, the border of two elements, the mark of a voiced half-width kana. */
const GAP = '[\\s\\u00ad\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2064\\ufeff\\u3099\\u309a\\uff9e\\uff9f]*'

/**
 * Two neighbours of a word, from a Han character on where it has one: those are rare, kana and letters are everywhere. A single
 * character would be found in every other sentence.
 */
const anchorOf = (word: string): string => {
  const characters = [...word.normalize('NFKC').replace(/[\p{P}\p{S}\s]/gu, '')]
  const han = characters.findIndex((one) => /\p{Script=Han}/u.test(one))
  const at = Math.max(0, Math.min(han, characters.length - 2))
  return characters
    .slice(at, at + 2)
    .map(oneOf)
    .join(GAP)
}

/** Finds the places in raw text where one of the words may be; null: there is nothing to look for. */
export const anchorsFor = (words: readonly string[]): RegExp | null => {
  const anchors = new Set(words.map(anchorOf).filter((one) => one !== ''))
  return anchors.size === 0 ? null : new RegExp([...anchors].join('|'), 'g')
}

/** The anchor that finds everything: any character that can be read. */
export const EVERYTHING = /\S/g
