import { dayInJapan } from '../../certificate/validity.ts'
import type { CertificateRow } from '../report.ts'

/** When certificates that somebody has to renew come to their end: overdue, in one of the next months, or later. */

/** A month in Japan, `2026-12`, or one of the two ends. */
export type Expiry = string
export const OVERDUE: Expiry = 'overdue'
export const LATER: Expiry = 'later'

/** A certificate of one year that was renewed this month ends in the thirteenth. */
const MONTHS = 13

const monthOf = (day: string): Expiry => day.slice(0, 7)

/** This month and those after it. @param now milliseconds since the epoch */
export const monthsFrom = (now: number): Expiry[] => {
  const [year = 0, month = 0] = dayInJapan(new Date(now).toISOString()).split('-').map(Number)
  return Array.from({ length: MONTHS }, (_, after) =>
    new Date(Date.UTC(year, month - 1 + after, 1)).toISOString().slice(0, 7),
  )
}

/**
 * null: nobody has to renew it.
 * @param months see monthsFrom
 */
export const expiryOf = (
  { needsRenewal, state, lastDay }: Pick<CertificateRow, 'needsRenewal' | 'state' | 'lastDay'>,
  months: readonly Expiry[],
): Expiry | null => {
  if (!needsRenewal) return null
  if (state === 'expired') return OVERDUE
  const month = monthOf(lastDay)
  return months.includes(month) ? month : LATER
}
