import type { RenewalRules } from '../bank/profile.ts'
import { daysLeft } from '../certificate/validity.ts'
import { type Applies, appliesAt } from '../reminder/applies.ts'
import { EXPIRED } from '../reminder/stage.ts'
import type { CertificateRow } from './report.ts'

/** What a person does about a certificate, by its line in a list or a report. */

type Standing = Pick<CertificateRow, 'state' | 'lastDay' | 'until' | 'end' | 'renewableFrom'>

/**
 * @param rules those of its bank; null: nobody knows them for certain
 * @param now milliseconds since the epoch
 * @returns null: what its state says is not a matter of time
 */
export const appliesTo = (row: Standing, rules: RenewalRules | null, now: number): Applies | null => {
  const { state, lastDay, until, end, renewableFrom } = row
  switch (state) {
    case 'valid':
    case 'renewable':
    case 'ten-days':
      return daysLeft(renewableFrom, now) > 0 ? { what: 'not-yet', from: renewableFrom } : { what: 'renew' }
    case 'last-day':
      return { what: 'renew-today', until }
    case 'expired':
      return appliesAt({ lastDay, until, end: Date.parse(end) }, EXPIRED, rules, now)
    case 'renewed':
    case 'renewed-unproven':
    case 'not-yet-valid':
    case 'without-key':
      return null
  }
}

/** It begins on a page of the bank. */
export const beginsAtBank = ({ what }: Applies): boolean =>
  what === 'renew' || what === 'renew-today' || what === 'log-on-page'
