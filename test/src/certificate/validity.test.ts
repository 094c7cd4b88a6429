import { describe, expect, it } from 'vitest'
import { dayInJapan, daysLeft } from '../../../src/certificate/validity.ts'

const at = (moment: string) => Date.parse(moment)

describe('days left are counted in Japan', () => {
  it('is 20 from 20 November to 10 December', () => {
    expect(daysLeft('2026-12-10', at('2026-11-20T09:00:00+09:00'))).toBe(20)
  })

  it('is 0 on the whole of the last day, and -1 a second later', () => {
    expect(daysLeft('2026-12-10', at('2026-12-10T00:00:00+09:00'))).toBe(0)
    expect(daysLeft('2026-12-10', at('2026-12-10T23:59:59+09:00'))).toBe(0)
    expect(daysLeft('2026-12-10', at('2026-12-11T00:00:00+09:00'))).toBe(-1)
  })

  it('takes a moment as the day in Japan on which it falls', () => {
    expect(daysLeft('2026-12-10T15:00:00Z', at('2026-12-10T12:00:00+09:00'))).toBe(1)
    expect(dayInJapan('2026-12-10T14:59:59Z')).toBe('2026-12-10')
    expect(dayInJapan('2026-12-10T15:00:00Z')).toBe('2026-12-11')
  })
})
