import { expect, it } from 'vitest'
import type { CertificateRow } from '../../../../src/status/report.ts'
import { rowAsOf } from '../../../../src/status/reports/row-as-of.ts'
import { at, bankWith, certificateWith, NEXT_YEAR, ORIGIN } from '../../reminder/examples.ts'
import { rowsWith } from '../example-report.ts'

/** A row that a report has carried for so long says what a report of today would. */

const certificates = [certificateWith('1234567890')]
const kinds = {
  usual: { certificates },
  'of a bank with hours': { certificates, banks: { [ORIGIN]: bankWith({ daysBefore: 40, lastDayUntil: '08:59' }) } },
  'renewed, proven': { certificates: [certificateWith('1'), certificateWith('1', { ...NEXT_YEAR, key: 'present' })] },
  'renewed, not proven': { certificates: [certificateWith('1'), certificateWith('1', NEXT_YEAR)] },
  'without a key': { certificates: [certificateWith('1', { key: 'absent' })] },
} as const

const days = [
  '2026-10-31',
  '2026-11-09',
  '2026-11-10',
  '2026-11-30',
  '2026-12-09',
  '2026-12-10',
  '2026-12-11',
  '2027-06-09',
]
const cases = Object.entries(kinds).flatMap(([kind, known]) => days.map((day) => [kind, day, known] as const))

it.each(cases)('%s, on %s', (_, day, known) => {
  for (const time of ['00:00', '08:59', '09:00', '23:59']) {
    const now = at(day, time)
    const before = rowsWith(known, at('2026-10-01'))
    expect(before.map((row) => rowAsOf(row, now))).toEqual(rowsWith(known, now))
  }
})

it('does not say 22 days where 12 are left', () => {
  const [row] = rowsWith({}, at('2026-11-18')) as [CertificateRow]
  expect([row.daysLeft, row.state]).toEqual([22, 'renewable'])
  expect(rowAsOf(row, at('2026-11-30'))).toMatchObject({ daysLeft: 10, state: 'ten-days' })
})
