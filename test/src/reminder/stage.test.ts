import { describe, expect, it } from 'vitest'
import { endsEarly, periodOf } from '../../../src/reminder/period.ts'
import { EXPIRED, LAST_DAY, stageAt } from '../../../src/reminder/stage.ts'
import { at } from './examples.ts'

const wholeDay = periodOf('2026-12-10T14:59:59Z', null)
const untilMorning = periodOf('2026-12-10T14:59:59Z', { lastDayUntil: '08:59' })

describe('until when a certificate serves', () => {
  it('is the end of its last day in Japan', () => {
    expect(wholeDay).toEqual({ lastDay: '2026-12-10', until: null, end: at('2026-12-11', '00:00') })
  })

  it("is the bank's hour of that day, whose last minute still counts", () => {
    expect(untilMorning).toEqual({ lastDay: '2026-12-10', until: '08:59', end: at('2026-12-10', '09:00') })
  })

  it("is the certificate's own hour where that comes first: 23:59:59 UTC is 8:59 in Japan", () => {
    expect(periodOf('2026-12-09T23:59:59Z', null)).toEqual(untilMorning)
    expect(periodOf('2026-12-09T23:59:59Z', { lastDayUntil: '09:00' })).toEqual(untilMorning)
  })

  it('ends early where it ends in the morning', () => {
    expect([wholeDay, untilMorning, periodOf('2026-12-10T08:00:00Z', null)].map(endsEarly)).toEqual([
      false,
      true,
      false,
    ])
  })
})

describe('the stage', () => {
  const stage = (day: string, time?: string) => stageAt(wholeDay, [30, 10], at(day, time))

  it('begins at midnight in Japan of each of the days', () => {
    expect(stage('2026-11-09', '23:59')).toBeNull()
    expect(stage('2026-11-10', '00:00')).toBe(30)
    expect(stage('2026-11-29', '23:59')).toBe(30)
    expect(stage('2026-11-30', '00:00')).toBe(10)
    expect(stage('2026-12-10', '00:00')).toBe(LAST_DAY)
    expect(stage('2026-12-10', '23:59')).toBe(LAST_DAY)
    expect(stage('2026-12-11', '00:00')).toBe(EXPIRED)
  })

  it('is the latest alone after a time without a computer', () => {
    expect(stage('2026-11-28')).toBe(30)
    expect(stage('2026-12-05')).toBe(10)
  })

  it("does not depend on the order of a bank's days", () => {
    expect(stageAt(wholeDay, [1, 5, 30, 15], at('2026-12-06'))).toBe(5)
  })

  it('is the last day a day before, where the last day ends in the morning, and over at nine', () => {
    const early = (day: string, time?: string) => stageAt(untilMorning, [30, 10], at(day, time))
    expect(early('2026-12-08', '23:59')).toBe(10)
    expect(early('2026-12-09', '00:00')).toBe(LAST_DAY)
    expect(early('2026-12-10', '08:59')).toBe(LAST_DAY)
    expect(early('2026-12-10', '09:00')).toBe(EXPIRED)
  })
})
