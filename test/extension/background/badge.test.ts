import { readFileSync } from 'node:fs'
import { describe, expect, it, vi } from 'vitest'
import { endingOf } from '../../../src/reminder/due.ts'
import { at, bankWith } from '../../src/reminder/examples.ts'

vi.mock('webextension-polyfill', () => ({ default: {} }))
const { BADGE_COLOUR, badgeText, mostUrgent } = await import('../../../extension/background/badge.ts')

const now = at('2026-11-20', '09:00')
const ending = (day: string, lastDayUntil?: string) =>
  endingOf('1234567890', day, bankWith(lastDayUntil ? { lastDayUntil } : {}), now)
const badge = (...days: string[]) => badgeText(mostUrgent(days.map((day) => ending(day))))

describe('the badge of the toolbar button', () => {
  it('counts the days left from 30 down', () => {
    expect(badge('2026-12-10')).toBe('20')
    expect(badge('2026-12-20')).toBe('30')
    expect(badge('2026-12-21')).toBe('')
  })

  it('is an exclamation mark on the last day and after it', () => {
    expect(badge('2026-11-21')).toBe('1')
    expect(badge('2026-11-20')).toBe('!')
    expect(badge('2026-11-19')).toBe('!')
  })

  it('is one still where the last day ended in the morning', () => {
    expect(badgeText(mostUrgent([ending('2026-11-20', '08:59')]))).toBe('!')
  })

  it('goes a month after the last day: it has been seen', () => {
    expect(badge('2026-10-21')).toBe('!')
    expect(badge('2026-10-20')).toBe('')
  })

  it('tells of the most urgent bank', () => {
    expect(badge('2026-12-10', '2026-11-25', '2027-11-20')).toBe('5')
  })

  it('says nothing when all is well, or when a later certificate is there after the expiry', () => {
    expect(badge()).toBe('')
    expect(badgeText(mostUrgent([{ ...ending('2026-11-19'), replaced: true }]))).toBe('')
  })
})

it('has a colour of the design tokens', () => {
  const tokens = readFileSync('node_modules/@digital-go-jp/design-tokens/dist/tokens-simple.css', 'utf8')
  expect(/--color-primitive-red-1000: (#[0-9a-f]{6})/.exec(tokens)?.[1]).toBe(BADGE_COLOUR)
})
