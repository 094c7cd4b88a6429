import { describe, expect, it } from 'vitest'
import { expiryOf, LATER, monthsFrom, OVERDUE } from '../../../../src/status/list/timeline.ts'
import { NOW, row } from './example.ts'

describe('the months to come', () => {
  it('are thirteen, over the end of the year', () => {
    const months = monthsFrom(NOW)
    expect(months).toHaveLength(13)
    expect([months[0], months[1], months[2], months.at(-1)]).toEqual(['2026-11', '2026-12', '2027-01', '2027-11'])
  })

  it('begin with the month that it is in Japan', () => {
    expect(monthsFrom(Date.parse('2026-11-30T15:00:00Z'))[0]).toBe('2026-12')
    expect(monthsFrom(Date.parse('2026-11-30T14:59:59Z'))[0]).toBe('2026-11')
  })
})

describe('a certificate', () => {
  const months = monthsFrom(NOW)

  it.each([
    ['ends in the month of its last day', {}, '2026-12'],
    ['of one year from this month ends in the last', { lastDay: '2027-11-20' }, '2027-11'],
    ['of many years ends later', { lastDay: '2027-12-01' }, LATER],
    ['that is over is overdue, in this month too', { state: 'expired', lastDay: '2026-11-19' }, OVERDUE],
    ['that nobody has to renew is not counted', { state: 'renewed', needsRenewal: false }, null],
  ] as const)('%s', (_what, more, expected) => {
    expect(expiryOf(row(more), months)).toBe(expected)
  })
})
