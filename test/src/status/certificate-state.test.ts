import { describe, expect, it } from 'vitest'
import type { CertificateEntry } from '../../../src/protocol/schema.ts'
import { verdictOf } from '../../../src/status/verdict.ts'
import { at, bankWith, certificateWith, enrolmentOf, NEXT_YEAR, ORIGIN } from '../reminder/examples.ts'
import { reportWith, rowsWith } from './example-report.ts'

const onDay = (day: string, time?: string) => rowsWith({}, at(day, time))[0]?.state
const statesOf = (certificates: readonly CertificateEntry[], day = '2026-11-20') =>
  rowsWith({ certificates }, at(day)).map(({ state, needsRenewal }) => [state, needsRenewal])
const verdictOn = (day: string, within = 30) => verdictOf(reportWith({}, {}, at(day)), within)

describe('the state of a certificate on a day', () => {
  it('goes from valid to expired, by the days of Japan', () => {
    expect(onDay('2026-11-09')).toBe('valid')
    expect(onDay('2026-11-10')).toBe('renewable')
    expect(onDay('2026-11-29')).toBe('renewable')
    expect(onDay('2026-11-30', '00:00')).toBe('ten-days')
    expect(onDay('2026-12-09', '23:59')).toBe('ten-days')
    expect(onDay('2026-12-10')).toBe('last-day')
    expect(onDay('2026-12-11', '00:00')).toBe('expired')
  })

  it('follows the days of its bank', () => {
    const banks = { [ORIGIN]: bankWith({ daysBefore: 40, lastDayUntil: '08:59' }) }
    const [row] = rowsWith({ banks }, at('2026-11-01'))
    expect(row).toMatchObject({
      state: 'renewable',
      renewableFrom: '2026-10-31',
      until: '08:59',
      end: '2026-12-10T00:00:00Z',
    })
    expect(rowsWith({ banks }, at('2026-12-10', '09:00'))[0]?.state).toBe('expired')
  })

  it('says whether a successor is there, and whether it is proven', () => {
    const old = certificateWith('1234567890')
    expect(statesOf([old, certificateWith('1234567890', { ...NEXT_YEAR, key: 'present' })])[0]).toEqual([
      'renewed',
      false,
    ])
    expect(statesOf([old, certificateWith('1234567890', NEXT_YEAR)])[0]).toEqual(['renewed-unproven', true])
    expect(statesOf([old, certificateWith('1234567890', NEXT_YEAR)], '2026-12-11')[0]).toEqual([
      'renewed-unproven',
      false,
    ])
    expect(statesOf([old, certificateWith('9999999999', NEXT_YEAR)])[0]).toEqual(['renewable', true])
  })

  it('says what can never log on', () => {
    expect(statesOf([certificateWith('1234567890', { key: 'absent' })])).toEqual([['without-key', false]])
    expect(statesOf([certificateWith('1234567890', NEXT_YEAR)], '2026-11-19')).toEqual([['not-yet-valid', true]])
  })

  it('is no task any more half a year after the end', () => {
    expect(rowsWith({}, at('2027-06-08'))[0]?.needsRenewal).toBe(true)
    expect(rowsWith({}, at('2027-06-09'))[0]?.needsRenewal).toBe(false)
  })
})

describe('a row', () => {
  it('tells the two IDs and the role apart', () => {
    const [row] = rowsWith({ certificates: [certificateWith('1234567890 user01')] })
    expect(row).toMatchObject({
      corporateId: '1234567890',
      userId: 'user01',
      role: { id: 'user' },
      bank: { id: 'bank' },
    })
  })

  it('names no bank where several name their certificates alike, but the role that all agree on', () => {
    const known = [bankWith(), { ...bankWith(), id: 'other' }]
    const [row] = rowsWith({ known, notices: [] })
    expect(row).toMatchObject({ bank: null, corporateId: '1234567890', role: { id: 'administrator' } })
  })

  it("has no IDs where the name is no bank's", () => {
    expect(rowsWith({ certificates: [certificateWith('taro')] })[0]).toMatchObject({ corporateId: null, role: null })
  })
})

describe('what a report comes to', () => {
  it('is fine, due within the given days, or expired', () => {
    expect(verdictOn('2026-11-09')).toBe('fine')
    expect(verdictOn('2026-11-10')).toBe('due')
    expect(verdictOn('2026-11-10', 29)).toBe('fine')
    expect(verdictOn('2026-12-10', 0)).toBe('due')
    expect(verdictOn('2026-12-11')).toBe('expired')
  })

  it('is not fine where a store could not be read', () => {
    const failedStores = [{ name: 'libetoken.so', reason: 'crashed' }]
    expect(verdictOf(reportWith({ certificates: [] }, { failedStores }), 30)).toBe('incomplete')
    expect(verdictOf(reportWith({}, { failedStores }), 30)).toBe('due')
  })

  it('has enrolments stuck that nobody has touched for a day', () => {
    const enrolments = [enrolmentOf('1234567890', { state: 'requested' }), enrolmentOf('1', { state: 'discarded' })]
    const stuckAt = (day: string, time: string) =>
      reportWith({ enrolments }, {}, at(day, time)).enrolments.map(({ stuck }) => stuck)
    expect(stuckAt('2026-11-21', '11:59')).toEqual([false])
    expect(stuckAt('2026-11-21', '12:00')).toEqual([true])
  })
})
