import { UTCTime } from 'asn1js'
import { type Element, Malformed } from './der-read.ts'
import { TAG } from './tags.ts'

const asText = (content: Uint8Array): string => String.fromCharCode(...content.subarray(0, 32))

/**
 * A Time of RFC 5280 §4.1.2.5: seconds present, `Z`, no fraction; two-digit years are 1950 to 2049. asn1js reads it, and
 * finds a time in many other texts too, as does pkijs on top of it: so it must be what the time read is written as.
 * @returns milliseconds since the epoch
 * @throws Malformed
 */
export const readTime = (element: Element | undefined, what: string): number => {
  // the GeneralizedTime of asn1js is one as well
  const time = element?.block instanceof UTCTime ? element.block.toDate().getTime() : Number.NaN
  if (!element || Number.isNaN(time)) throw new Malformed(`${what} is not a time`)
  const full = timeText(time).replace(/[-:T]/g, '')
  const expected = element.tag === TAG.utcTime ? full.slice(2) : full
  if (asText(element.content) !== expected) throw new Malformed(`${what} is not a time`)
  return time
}

/** ISO 8601, UTC, to the second: `2026-12-10T14:59:59Z`. */
export const timeText = (time: number): string => new Date(time).toISOString().replace('.000Z', 'Z')
