import type { RenewalRules } from '../bank/profile.ts'
import { dayAfter, daysLeft } from '../certificate/validity.ts'
import type { Period } from './period.ts'
import { EXPIRED, LAST_DAY, type Stage } from './stage.ts'

/** What a user can do about a certificate now. The sentences stand in `_locales`. */
export type Applies =
  /** `from`: ISO day in Japan on which the bank begins to renew. */
  | { readonly what: 'not-yet'; readonly from: string }
  | { readonly what: 'renew' }
  /** `until`: last minute of the last day, `08:59`; it may be tomorrow's. */
  | { readonly what: 'renew-today'; readonly until: string | null }
  /** Over: by this button on the log-on page. `until`: ISO day, the last on which the bank offers it; null: the bank decides. */
  | { readonly what: 'log-on-page'; readonly button: string; readonly until: string | null }
  /** Over: the certificate is issued anew at the branch. */
  | { readonly what: 'branch' }
  /** Over, and nobody knows the bank's rules. */
  | { readonly what: 'ask-bank' }

const afterwards = ({ lastDay }: Period, rules: RenewalRules | null, now: number): Applies => {
  if (!rules) return { what: 'ask-bank' }
  const { afterExpiry } = rules
  if (!afterExpiry) return { what: 'branch' }
  if (afterExpiry.withinDays === undefined) return { what: 'log-on-page', button: afterExpiry.label, until: null }
  const until = dayAfter(lastDay, afterExpiry.withinDays)
  return daysLeft(until, now) >= 0 ? { what: 'log-on-page', button: afterExpiry.label, until } : { what: 'branch' }
}

/** First day on which the bank renews: ISO day in Japan. A bank that is not known is taken to begin as most do. */
export const opensOn = ({ lastDay }: Period, rules: RenewalRules | null): string =>
  dayAfter(lastDay, -(rules?.daysBefore ?? USUAL_DAYS_BEFORE))

const USUAL_DAYS_BEFORE = 30

/** @param rules null: the bank is not known */
export const appliesAt = (period: Period, stage: Stage | null, rules: RenewalRules | null, now: number): Applies => {
  if (stage === EXPIRED) return afterwards(period, rules, now)
  if (stage === LAST_DAY) return { what: 'renew-today', until: period.until }
  const from = opensOn(period, rules)
  return daysLeft(from, now) > 0 ? { what: 'not-yet', from } : { what: 'renew' }
}
