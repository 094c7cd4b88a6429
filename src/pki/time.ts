import { type Element, Malformed } from './der-read.ts'
import { TAG } from './tags.ts'

const FORMS: Readonly<Record<number, RegExp>> = {
  [TAG.utcTime]: /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/,
  [TAG.generalizedTime]: /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/,
}

const fullYear = (year: string): string => (year.length === 4 ? year : `${Number(year) < 50 ? '20' : '19'}${year}`)

const asText = (content: Uint8Array): string => String.fromCharCode(...content.subarray(0, 32))

/**
 * A Time of RFC 5280 §4.1.2.5: seconds present, `Z`, no fraction; two-digit years are 1950 to 2049.
 * @returns milliseconds since the epoch
 * @throws Malformed
 */
export const readTime = (element: Element | undefined, what: string): number => {
  const parts = element && FORMS[element.tag]?.exec(asText(element.content))
  if (!parts) throw new Malformed(`${what} is not a time`)
  const [, year = '', month, day, hour, minute, second] = parts
  const text = `${fullYear(year)}-${month}-${day}T${hour}:${minute}:${second}Z`
  const time = Date.parse(text)
  if (Number.isNaN(time) || timeText(time) !== text) throw new Malformed(`${what} is not a time`)
  return time
}

/** ISO 8601, UTC, to the second: `2026-12-10T14:59:59Z`. */
export const timeText = (time: number): string => new Date(time).toISOString().replace('.000Z', 'Z')
