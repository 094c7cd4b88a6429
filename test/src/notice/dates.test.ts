import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lastDayIn } from '../../../src/notice/dates.ts'

const read = (text: string): string => {
  const found = lastDayIn(text)
  return found ? [found.day, found.time].filter((part) => part !== null).join(' ') : 'none'
}

describe('a date as banks print it', () => {
  it.each([
    ['2026/05/17', '2026-05-17'],
    ['2026/5/7', '2026-05-07'],
    ['2026-5-17', '2026-05-17'],
    ['2026.05.17', '2026-05-17'],
    ['2026年5月17日', '2026-05-17'],
    ['2026 年 5 月 17 日', '2026-05-17'],
    ['2026 / 05 / 17', '2026-05-17'],
    ['２０２６／０５／１７', '2026-05-17'],
    ['２０２６－５－１７', '2026-05-17'],
    ['2026‐05‐17', '2026-05-17'],
    ['2026年5月17日（日）', '2026-05-17'],
    ['2026/05/17(日)', '2026-05-17'],
    ['令和8年5月17日', '2026-05-17'],
    ['令和 ８年 ５月１７日', '2026-05-17'],
    ['令和元年5月1日', '2019-05-01'],
    ['㋿8年5月17日', '2026-05-17'],
    ['平成31年4月30日', '2019-04-30'],
    ['R8.5.17', '2026-05-17'],
    ['R8/05/17', '2026-05-17'],
    ['Ｒ８．５．１７', '2026-05-17'],
    ['：2026/05/17', '2026-05-17'],
    ['は2026年5月17日です。', '2026-05-17'],
    ['（西暦）2026年5月17日', '2026-05-17'],
    ['2024/02/29', '2024-02-29'],
  ])('%s', (text, day) => {
    expect(read(text)).toBe(day)
  })

  it.each([
    ['2026/05/17 8:59', '2026-05-17 08:59'],
    ['2026/05/17 08:59:00', '2026-05-17 08:59'],
    ['2026年5月17日（日）8時59分まで', '2026-05-17 08:59'],
    ['2026年5月17日 ８：５９', '2026-05-17 08:59'],
    ['2026年5月17日の午前9時', '2026-05-17 09:00'],
    ['2026年5月17日午後3時30分', '2026-05-17 15:30'],
    ['2026年5月17日 24時', '2026-05-17 24:00'],
    ['2026/05/17 24:00', '2026-05-17 24:00'],
    ['2026-05-17T23:59:59+09:00', '2026-05-17 23:59'],
    ['2026-05-17T14:59:59Z', '2026-05-17 23:59'],
    ['2026-05-17T15:00:00Z', '2026-05-18 00:00'],
  ])('with an hour: %s', (text, day) => {
    expect(read(text)).toBe(day)
  })

  it.each([
    ['2025/05/18 ～ 2026/05/17', '2026-05-17'],
    ['2025年5月18日〜2026年5月17日', '2026-05-17'],
    ['2025/05/18-2026/05/17', '2026-05-17'],
    ['2025年5月18日から2026年5月17日まで', '2026-05-17'],
    ['2025/05/18 9:00 ～ 2026/05/17 8:59', '2026-05-17 08:59'],
  ])('of a period, the last one: %s', (text, day) => {
    expect(read(text)).toBe(day)
  })
})

describe('a date that cannot be is refused, not guessed', () => {
  it.each([
    '2026/02/30',
    '2026/13/01',
    '2026/00/10',
    '2025年2月29日',
    '令和8年0月1日',
    '令和0年5月17日',
    '令和1年4月30日',
    '平成31年5月1日',
    '2026年5月17日（月）',
    '2026/05/17 25:00',
    '2026/05/17 24:01',
    '2026/05/17 12:60',
    '2025/05/18 ～ 2026/02/30',
    '2026/05-17',
    '26/05/17',
    '05/17/2026',
    '2026年5月',
    '2026.05.17.1',
    '12026/05/17',
    '2026/05/170',
  ])('%s', (text) => {
    expect(read(text)).toBe('none')
  })

  it('nor is a number that stands before another date taken for one', () => {
    expect(read('の30日前（2026/04/17）から更新できます')).toBe('none')
    expect(read('が近づいています。2026/04/17までに')).toBe('none')
  })
})

const DAY_MS = 24 * 3600 * 1000
const day = fc.integer({ min: Date.UTC(2019, 4, 1) / DAY_MS, max: Date.UTC(2099, 11, 31) / DAY_MS })

describe('whatever the day', () => {
  it('every form of it is the same day, and its neighbour is another', () => {
    fc.assert(
      fc.property(day, fc.boolean(), (number, wide) => {
        const date = new Date(number * DAY_MS)
        const [year, month, dayOfMonth] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()]
        const era = year - 2018
        const iso = date.toISOString().slice(0, 10)
        const forms = [
          iso,
          iso.replaceAll('-', '/'),
          `${year}年${month}月${dayOfMonth}日`,
          `令和${era === 1 ? '元' : era}年${month}月${dayOfMonth}日`,
          `R${era}.${month}.${dayOfMonth}`,
          `${year}/${month}/${dayOfMonth} 0:00`,
          `有効期限は${year}年${month}月${dayOfMonth}日（${'日月火水木金土'[date.getUTCDay()]}）`.slice(4),
        ]
        const widened = (text: string) =>
          wide ? text.replace(/[!-~]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0)) : text
        for (const form of forms) expect(lastDayIn(widened(form))?.day, form).toBe(iso)
      }),
      { numRuns: 500 },
    )
  })

  it('three numbers are a day of the calendar or nothing', () => {
    const part = fc.integer({ min: 0, max: 99 })
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 9999 }), part, part, (year, month, dayOfMonth) => {
        const found = lastDayIn(`${year}/${month}/${dayOfMonth}`)
        const iso = `${year}-${String(month).padStart(2, '0')}-${String(dayOfMonth).padStart(2, '0')}`
        const real = !Number.isNaN(Date.parse(iso)) && new Date(iso).toISOString().startsWith(iso)
        expect(found?.day ?? null).toBe(real ? iso : null)
      }),
      { numRuns: 2000 },
    )
  })

  it('no text makes the reader throw or be slow', () => {
    const piece = fc.constantFrom(
      '2026',
      '/',
      '-',
      '.',
      '年',
      '月',
      '日',
      '令和',
      'R',
      '元',
      ' ',
      '～',
      '(',
      '月)',
      ':',
      '59',
      '9',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const found = lastDayIn(pieces.join(''))
        if (found) expect(found.day).toMatch(/^\d{4}-\d{2}-\d{2}$/)
      }),
      { numRuns: 3000 },
    )
  })
})
