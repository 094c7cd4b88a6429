/** Classes of characters in a style sheet. CSS Syntax Module Level 3, section 4.2. Empty, for the end, is in none. */

export const isNewline = (char: string): boolean => char === '\n' || char === '\r' || char === '\f'
export const isSpace = (char: string): boolean => char === ' ' || char === '\t' || isNewline(char)
export const isDigit = (char: string): boolean => char >= '0' && char <= '9'
export const isHex = (char: string): boolean => /[\da-f]/i.test(char)
export const isNameStart = (char: string): boolean => char > '\u007f' || /[a-z_]/i.test(char)
export const isName = (char: string): boolean => isNameStart(char) || isDigit(char) || char === '-'

/** @param hex one to six digits */
export const characterOf = (hex: string): string => {
  const code = Number.parseInt(hex, 16)
  const isNone = code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)
  return isNone ? '\ufffd' : String.fromCodePoint(code)
}
