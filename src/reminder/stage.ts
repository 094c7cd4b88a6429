import { daysLeft } from '../certificate/validity.ts'
import { endsEarly, type Period } from './period.ts'

/**
 * What a certificate is reminded of, each once: so many days before its last day; `LAST_DAY`; `EXPIRED`. The smaller, the
 * later.
 */
export type Stage = number
export const LAST_DAY: Stage = 0
export const EXPIRED: Stage = -1

/** Banks write 30 and 10 days before; for a certificate whose bank is not known that is what people expect. */
export const USUAL_DAYS: readonly number[] = [30, 10]

/** A last day that ends in the morning is told on the day before. */
const lastCall = (period: Period): number => (endsEarly(period) ? 1 : 0)

/**
 * The stage that a certificate is in; null: not yet in the first. Only the latest counts: a computer that was off at 30
 * days and comes on at 5 is in the stage of 10 days.
 * @param now milliseconds since the epoch
 */
export const stageAt = (period: Period, remindAt: readonly number[], now: number): Stage | null => {
  if (now >= period.end) return EXPIRED
  const days = daysLeft(period.lastDay, now)
  if (days <= lastCall(period)) return LAST_DAY
  const reached = remindAt.filter((day) => days <= day)
  return reached.length > 0 ? Math.min(...reached) : null
}
