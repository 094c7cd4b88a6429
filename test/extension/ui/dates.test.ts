import { describe, expect, it, vi } from 'vitest'

vi.mock('webextension-polyfill', () => ({ default: {} }))

const { daysLeftMessages, longDate, urgencyOf } = await import('../../../extension/ui/dates.ts')
const { en, ja } = await import('./japanese-and-english.ts')

describe('a date', () => {
  it.each([
    ['2026-12-10', '2026年12月10日（木）', 'Thu, 10 Dec 2026'],
    ['2026-09-01', '2026年9月1日（火）', 'Tue, 1 Sep 2026'],
    ['2028-02-29', '2028年2月29日（火）', 'Tue, 29 Feb 2028'],
  ])('%s is written as people read it', (day, japanese, english) => {
    expect(longDate(day, ja)).toBe(japanese)
    expect(longDate(day, en)).toBe(english)
  })
})

describe('days left', () => {
  it.each([
    [30, 'open'],
    [11, 'open'],
    [10, 'soon'],
    [1, 'soon'],
    [0, 'last-day'],
    [-1, 'expired'],
  ] as const)('%i days: %s', (days, urgency) => {
    expect(urgencyOf(days)).toBe(urgency)
  })

  it.each([
    [20, ['days_figure', { days: '20' }]],
    [1, ['days_figure_one']],
    [0, ['days_figure_last_day']],
    [-1, ['days_figure_expired_one']],
    [-3, ['days_figure_expired', { days: '3' }]],
  ] as const)('%i days are counted in words of their own', (days, figure) => {
    expect(daysLeftMessages(days).figure).toEqual(figure)
  })
})
