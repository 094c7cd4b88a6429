import { describe, expect, it } from 'vitest'
import { asn1Time, daysUntil, japaneseDate, oneYearEndingIn, oneYearFrom } from './japanese-day.ts'

const eveningInLondon = new Date('2026-11-20T15:00:01.500Z')

describe('the bank counts in days of Japan', () => {
  it('writes a date as the bank does, and is a day ahead of UTC in the evening', () => {
    expect(japaneseDate(eveningInLondon)).toBe('2026年11月21日')
    expect(japaneseDate(new Date('2026-12-10T14:59:59Z'))).toBe('2026年12月10日')
  })

  it('lets a certificate live until the end of the same day of the next year', () => {
    expect(oneYearFrom(eveningInLondon)).toEqual({
      notBefore: new Date('2026-11-20T15:00:01Z'),
      notAfter: new Date('2027-11-21T14:59:59Z'),
    })
  })

  it('lets an old certificate end in 20 days, a year after it began', () => {
    expect(oneYearEndingIn(20, eveningInLondon)).toEqual({
      notBefore: new Date('2025-12-11T15:00:00Z'),
      notAfter: new Date('2026-12-11T14:59:59Z'),
    })
  })

  it('counts midnights until the last day', () => {
    expect(daysUntil(new Date('2026-11-21T14:59:59Z'), eveningInLondon)).toBe(0)
    expect(daysUntil(new Date('2026-12-21T14:59:59Z'), eveningInLondon)).toBe(30)
    expect(daysUntil(new Date('2026-11-20T14:59:59Z'), eveningInLondon)).toBe(-1)
  })

  it('writes times for openssl', () => {
    expect(asn1Time(new Date('2026-12-10T14:59:59Z'))).toBe('20261210145959Z')
  })
})
