import { readFileSync } from 'node:fs'
import { describe, expect, it, vi } from 'vitest'

vi.mock('webextension-polyfill', () => ({ default: {} }))
const { BADGE_COLOUR, badgeOf } = await import('../../../extension/background/badge.ts')

const now = Date.parse('2026-11-20T09:00:00+09:00')
const badge = (...days: string[]) =>
  badgeOf(Object.fromEntries(days.map((day, at) => [`https://bank${at}.example`, day])), now).text

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

  it('tells of the most urgent bank', () => {
    expect(badge('2026-12-10', '2026-11-25', '2027-11-20')).toBe('5')
  })

  it('says nothing when all is well', () => {
    expect(badge()).toBe('')
  })
})

it('has a colour of the design tokens', () => {
  const tokens = readFileSync('node_modules/@digital-go-jp/design-tokens/dist/tokens-simple.css', 'utf8')
  expect(/--color-primitive-red-1000: (#[0-9a-f]{6})/.exec(tokens)?.[1]).toBe(BADGE_COLOUR)
})
