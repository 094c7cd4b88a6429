import { spaced } from './folded.ts'

/** IDs and serial numbers as banks print them, often in groups. */

/** Between a label and its value: a colon, an equals sign, は, a bracket. */
const FILLER = '^(?:は|が|[\\s:=\\-(\\[「【<>・…])*'
/** Nothing that would make the number longer or a part of something else. */
const END = '(?![0-9A-Za-z]|[-.]?\\d)'

/** Digits only, groups joined. @param count exactly so many, where the bank says */
export const digitsIn = (text: string, count?: number): string | null => {
  const printed = new RegExp(`${FILLER}(\\d(?:[ -]?\\d)*)${END}`, 'u').exec(spaced(text))?.[1]
  const digits = printed?.replace(/[ -]/g, '') ?? ''
  if (count !== undefined) {
    if (digits.length === count) return digits
    // Two numbers side by side are one with a space to the eye of a pattern: the first group alone may be it.
    const first = printed?.split(' ')[0]?.replace(/-/g, '') ?? ''
    return first.length === count ? first : null
  }
  return digits.length >= 4 && digits.length <= 20 ? digits : null
}

/** Letters and digits, at least one of them a digit: the words that follow an empty field are no ID. */
export const idIn = (text: string): string | null => {
  const printed = new RegExp(
    `${FILLER}([0-9A-Za-z](?:[0-9A-Za-z]|[-_](?=[0-9A-Za-z])){0,39})(?![0-9A-Za-z])`,
    'u',
  ).exec(spaced(text))?.[1]
  return printed && /\d/.test(printed) ? printed.replace(/[-_]/g, '') : null
}

const FEWEST_HEX = 4
const MOST_HEX = 40
const HEX = '[0-9A-Fa-f]'
/** A group that is not the start of a word or of a date. */
const GROUP_END = '(?![0-9A-Za-z/年])'
const grouped = (size: number, sign: string): string =>
  `${HEX}{${size}}(?:(?<${sign}>[ :-])${HEX}{${size}}${GROUP_END})(?:\\k<${sign}>${HEX}{${size}}${GROUP_END})*`
const SERIAL_NUMBER = new RegExp(
  `${FILLER}(?:0x)?(${grouped(2, 'a')}|${grouped(4, 'b')}|${grouped(8, 'c')}|${HEX}{${FEWEST_HEX},${MOST_HEX}})${GROUP_END}`,
  'u',
)

/** Upper-case hexadecimal, whole bytes: `3a:7f:10`, `3A 7F 10`, `3A-7F-10` and `3A7F10` are the same number. */
export const serialNumberIn = (text: string): string | null => {
  const digits = SERIAL_NUMBER.exec(spaced(text))?.[1]?.replace(/[ :-]/g, '').toUpperCase() ?? ''
  if (digits.length < FEWEST_HEX || digits.length > MOST_HEX) return null
  return digits.length % 2 === 0 ? digits : `0${digits}`
}
