/** How much of a text reads as Japanese: kana, and the kanji of JIS X 0208's first level, which are those in common use. */

/** Rows 16 to 47 of JIS X 0208, by their bytes in EUC-JP. */
const FIRST_ROW = 0xb0
const LAST_ROW = 0xcf
const FIRST_CELL = 0xa1
const LAST_CELL = 0xfe

const firstLevel = (): Set<string> => {
  const bytes: number[] = []
  for (let row = FIRST_ROW; row <= LAST_ROW; row++) {
    for (let cell = FIRST_CELL; cell <= LAST_CELL; cell++) bytes.push(row, cell)
  }
  return new Set(new TextDecoder('euc-jp').decode(Uint8Array.from(bytes)))
}

let kanji: Set<string> | null = null

const REPLACEMENT = '\ufffd'

/** Common characters, less those that could not be decoded. */
export const commonCharacters = (text: string): number => {
  kanji ??= firstLevel()
  let count = 0
  for (const character of text) {
    if (character === REPLACEMENT) count -= 1
    else if (/[\u3041-\u3093\u30a1-\u30f6]/.test(character) || kanji.has(character)) count += 1
  }
  return count
}
