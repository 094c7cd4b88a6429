import { describe, expect, it } from 'vitest'
import { appliesTo, beginsAtBank } from '../../../src/status/applies-to.ts'
import type { CertificateRow } from '../../../src/status/report.ts'
import { at, bankWith } from '../reminder/examples.ts'
import { rowsWith } from './example-report.ts'

const rules = bankWith({}).rules
/** One whose last day is 10 December 2026. */
const rowOn = (day: string, time?: string): CertificateRow => {
  const [row] = rowsWith({}, at(day, time))
  if (!row) throw new Error('no row')
  return row
}
const onDay = (day: string, time?: string) => appliesTo(rowOn(day, time), rules, at(day, time))

describe('what to do about a certificate', () => {
  it('is nothing until its bank renews it', () => {
    expect(onDay('2026-11-09')).toEqual({ what: 'not-yet', from: '2026-11-10' })
  })

  it('is to renew it from then on, and on its last day at once', () => {
    expect(onDay('2026-11-10')).toEqual({ what: 'renew' })
    expect(onDay('2026-12-01')).toEqual({ what: 'renew' })
    expect(onDay('2026-12-10')).toEqual({ what: 'renew-today', until: null })
  })

  it('is what the bank offers once it is over, and nothing is promised for a bank that nobody knows', () => {
    const label = '電子証明書取得'
    const offering = { ...rules, afterExpiry: { label, withinDays: 30 } }
    const over = rowOn('2026-12-11')
    expect(appliesTo(over, offering, at('2026-12-11'))).toEqual({
      what: 'log-on-page',
      button: label,
      until: '2027-01-09',
    })
    expect(appliesTo(over, offering, at('2027-01-10'))).toEqual({ what: 'branch' })
    expect(appliesTo(over, null, at('2026-12-11'))).toEqual({ what: 'ask-bank' })
  })

  it('waits for the bank even where ten days are left: it may begin later than others', () => {
    const row = { ...rowOn('2026-12-01'), renewableFrom: '2026-12-05' }
    expect(appliesTo(row, rules, at('2026-12-01'))).toEqual({ what: 'not-yet', from: '2026-12-05' })
  })

  it.each(['renewed', 'renewed-unproven', 'not-yet-valid', 'without-key'] as const)(
    'is no matter of time where it is %s',
    (state) => {
      expect(appliesTo({ ...rowOn('2026-12-01'), state }, rules, at('2026-12-01'))).toBeNull()
    },
  )

  it('begins at the bank where it is a renewal, and nowhere where somebody has to be called', () => {
    const answers = (['2026-11-09', '2026-11-10', '2026-12-10'] as const).map((day) => onDay(day))
    expect(answers.map((applies) => applies && beginsAtBank(applies))).toEqual([false, true, true])
    expect(beginsAtBank({ what: 'log-on-page', button: '電子証明書取得', until: null })).toBe(true)
    expect([{ what: 'branch' } as const, { what: 'ask-bank' } as const].map(beginsAtBank)).toEqual([false, false])
  })
})
