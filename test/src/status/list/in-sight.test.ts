import { describe, expect, it } from 'vitest'
import { inSight } from '../../../../src/status/list/in-sight.ts'

describe('lines in sight', () => {
  const line = 60

  it.each([0, 1, 59, 60, 7777, 300_000, 599_400])('hold every line that is seen at %i px, and few more', (top) => {
    const height = 600
    const { first, end } = inSight(10_000, { top, height, line })
    expect(first * line).toBeLessThanOrEqual(top)
    expect(end * line).toBeGreaterThanOrEqual(Math.min(top + height, 10_000 * line))
    expect(end - first).toBeLessThanOrEqual(10 + 2 * 10)
  })

  it('are never beyond the list', () => {
    expect(inSight(5, { top: 0, height: 600, line })).toEqual({ first: 0, end: 5 })
    // Scrolled down before a search has left five.
    expect(inSight(5, { top: 300_000, height: 600, line })).toEqual({ first: 5, end: 5 })
  })

  it('do not change with every pixel', () => {
    const at = (top: number) => inSight(10_000, { top, height: 600, line })
    const different = new Set(Array.from({ length: 180 }, (_, px) => JSON.stringify(at(60_000 + px))))
    expect(different.size).toBeLessThanOrEqual(3)
  })
})
