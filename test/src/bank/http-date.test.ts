import { describe, expect, it } from 'vitest'
import { parseHttpDate } from '../../../src/bank/http-date.ts'

describe('the Date header', () => {
  it('is read to the second (the example of RFC 9110 §5.6.7)', () => {
    expect(parseHttpDate('Sun, 06 Nov 1994 08:49:37 GMT')).toBe(784_111_777_000)
    expect(parseHttpDate('Sat, 21 Nov 2026 03:00:00 GMT')).toBe(Date.UTC(2026, 10, 21, 3))
    expect(parseHttpDate('Thu, 29 Feb 2024 23:59:59 GMT')).toBe(Date.UTC(2024, 1, 29, 23, 59, 59))
  })

  it.each([
    ['nothing', ''],
    ['the obsolete format of RFC 850', 'Sunday, 06-Nov-94 08:49:37 GMT'],
    ['the obsolete format of asctime()', 'Sun Nov  6 08:49:37 1994'],
    ['another day of the week', 'Mon, 06 Nov 1994 08:49:37 GMT'],
    ['a day that does not exist', 'Wed, 30 Feb 2026 08:49:37 GMT'],
    ['an hour that does not exist', 'Sun, 06 Nov 1994 25:49:37 GMT'],
    ['another time zone', 'Sun, 06 Nov 1994 08:49:37 JST'],
    ['an offset', 'Sun, 06 Nov 1994 08:49:37 GMT+0900'],
    ['one digit', 'Sun, 6 Nov 1994 08:49:37 GMT'],
    ['small letters', 'sun, 06 nov 1994 08:49:37 gmt'],
    ['ISO 8601', '1994-11-06T08:49:37Z'],
    ['a number', '784111777000'],
    ['space around it', ' Sun, 06 Nov 1994 08:49:37 GMT'],
    ['two dates', 'Sun, 06 Nov 1994 08:49:37 GMT, Sun, 06 Nov 1994 08:49:37 GMT'],
    ['more behind it', 'Sun, 06 Nov 1994 08:49:37 GMT\u0000'],
    ['digits of another script', 'Sun, ０６ Nov 1994 08:49:37 GMT'],
    ['a page', '<script>alert(1)</script>'],
    ['a great deal', 'G'.repeat(1_000_000)],
  ])('is not guessed at: %s', (_what, text) => {
    expect(parseHttpDate(text)).toBeNull()
  })
})
