import { describe, expect, it } from 'vitest'
import { placeCard, type Rectangle } from '../../../extension/content/card-place.ts'

const card = { width: 200, height: 100 }
const view = { width: 1000, height: 800 }
const box = (left: number, top: number, width: number, height: number): Rectangle => ({
  left,
  top,
  right: left + width,
  bottom: top + height,
})
const target = box(300, 400, 150, 30)
const place = (obstacles: Rectangle[] = [], of: Rectangle | null = target, seen = view) =>
  placeCard({ target: of, card, view: seen, obstacles: of ? [of, ...obstacles] : obstacles })

describe('the card beside the mark', () => {
  it('stands right of the control', () => {
    expect(place()).toEqual({ left: 466, top: 384 })
  })

  it('stands below it when another button is on the right', () => {
    expect(place([box(480, 400, 100, 30)])).toEqual({ left: 300, top: 446 })
  })

  it('stands above it when right and below are taken', () => {
    expect(place([box(480, 400, 100, 30), box(300, 480, 100, 30)])).toEqual({ left: 300, top: 284 })
  })

  it('stays inside a narrow window', () => {
    const narrow = { width: 320, height: 600 }
    const { left, top } = place([], box(20, 200, 150, 30), narrow)
    expect(left).toBeGreaterThanOrEqual(0)
    expect(left + card.width).toBeLessThanOrEqual(narrow.width)
    expect(top).toBe(246)
  })

  it('stands in the lower right corner when there is nothing to press', () => {
    expect(place([], null)).toEqual({ left: 792, top: 692 })
  })

  it('takes the corner farthest from the control when buttons are everywhere', () => {
    expect(place([box(0, 0, 1000, 800)])).toEqual({ left: 792, top: 8 })
  })
})
