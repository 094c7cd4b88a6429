import { Doubt } from './doubt.ts'

/** Is an answer of now? Times are milliseconds since the epoch. */

/** Clocks differ. */
const SKEW_MS = 5 * 60_000
const DAY_MS = 24 * 60 * 60_000
/** CAs sign answers for a week ahead; what is older was kept by somebody. */
const OLDEST_MS = 10 * DAY_MS
/** Who names no next one says that there is always a newer one (RFC 6960 §4.2.2.1): then it must be of today. */
const OLDEST_WITHOUT_NEXT_MS = DAY_MS

export interface Period {
  readonly thisUpdate: number
  readonly nextUpdate: number | null
}

const outdated = (detail: string): Doubt => new Doubt('outdated', detail)

/** @throws Doubt outdated */
export const expectPast = (time: number, now: number, what: string): void => {
  if (time > now + SKEW_MS) throw outdated(`${what} lies in the future`)
}

/** @throws Doubt outdated */
export const expectValidNow = (notBefore: number, notAfter: number, now: number, what: string): void => {
  expectPast(notBefore, now, what)
  if (notAfter < now - SKEW_MS) throw outdated(`${what} has expired`)
}

/** @throws Doubt outdated: begins later, or there should be a newer one by now */
export const expectCurrent = ({ thisUpdate, nextUpdate }: Period, now: number): void => {
  expectPast(thisUpdate, now, 'thisUpdate')
  if (nextUpdate === null) {
    if (thisUpdate < now - OLDEST_WITHOUT_NEXT_MS) throw outdated('thisUpdate is older than a day, and no nextUpdate')
    return
  }
  if (nextUpdate < thisUpdate) throw outdated('nextUpdate before thisUpdate')
  if (nextUpdate < now - SKEW_MS) throw outdated('nextUpdate is over')
}

/** Nothing ties the answer to the question, so it must be young as well. @throws Doubt outdated */
export const expectYoung = ({ thisUpdate }: Period, now: number): void => {
  if (thisUpdate < now - OLDEST_MS) throw outdated('thisUpdate is older than ten days, and no nonce')
}
