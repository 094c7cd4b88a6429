import type { RenewalRules } from '../bank/profile.ts'
import { dayInJapan, timeInJapan } from '../certificate/validity.ts'

/** Until when a certificate serves, as its bank counts it: in days of Japan, and by the hour where the last day ends early. */
export interface Period {
  /** ISO day in Japan. */
  readonly lastDay: string
  /** Last minute of that day that counts, `08:59`; null: the whole day. */
  readonly until: string | null
  /** Milliseconds since the epoch: from then on it is over. */
  readonly end: number
}

const MINUTE_MS = 60_000
const LAST_MINUTE = '23:59'

/** Whoever comes to the office in the morning of such a last day has little of it left, or nothing. */
const NOON = '12:00'

/**
 * The bank's own hour, or that of the certificate where it comes first: one that ends at 23:59:59 UTC ends at 8:59 in Japan.
 * @param notAfter ISO 8601, UTC
 */
export const periodOf = (notAfter: string, rules: Pick<RenewalRules, 'lastDayUntil'> | null): Period => {
  const lastDay = dayInJapan(notAfter)
  const ownTime = timeInJapan(notAfter)
  const time = rules?.lastDayUntil && rules.lastDayUntil < ownTime ? rules.lastDayUntil : ownTime
  return {
    lastDay,
    until: time === LAST_MINUTE ? null : time,
    end: Date.parse(`${lastDay}T${time}:00+09:00`) + MINUTE_MS,
  }
}

/** The last day ends in the morning: what is said on that day is said too late. */
export const endsEarly = ({ until }: Period): boolean => until !== null && until < NOON
