import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dueCertificates } from '../../../src/reminder/due.ts'
import { EXPIRED, LAST_DAY, type Stage } from '../../../src/reminder/stage.ts'
import type { Knowledge } from '../../../src/reminder/tie.ts'
import { type Memory, silentUntil, snooze, tell } from '../../../src/reminder/told.ts'
import { at, bankWith, certificateWith, enrolmentOf, knowing, NEXT_YEAR, ORIGIN } from './examples.ts'

const old = certificateWith('1234567890')
const DAY = 24 * 3600_000

/** A person, a computer, a year: what was told on each of the days, one start after the other. */
const told = (times: readonly number[], knowledge: Knowledge, before: Memory = {}) => {
  let memory = before
  const stages: (Stage | null)[] = []
  for (const now of times) {
    const { news, memory: after } = tell(dueCertificates(knowledge, now), memory, now)
    memory = after
    stages.push(news[0]?.stage ?? null)
  }
  return { stages, memory }
}
const stagesOn = (...days: string[]) =>
  told(
    days.map((day) => at(day)),
    knowing({ certificates: [old] }),
  ).stages

describe('each stage', () => {
  it('is told once, not on every start', () => {
    expect(stagesOn('2026-11-09', '2026-11-10', '2026-11-10', '2026-11-20', '2026-11-30', '2026-12-01')).toEqual([
      null,
      30,
      null,
      null,
      10,
      null,
    ])
    expect(stagesOn('2026-12-09', '2026-12-10', '2026-12-10', '2026-12-11', '2026-12-12')).toEqual([
      10,
      LAST_DAY,
      null,
      EXPIRED,
      null,
    ])
  })

  it('is told alone after a time without a computer', () => {
    expect(stagesOn('2026-12-05', '2026-12-05')).toEqual([10, null])
  })

  it('is not told again when the clock goes back, nor when it comes forward again', () => {
    expect(stagesOn('2026-11-20', '2026-12-05', '2026-11-20', '2026-12-05', '2026-12-10')).toEqual([
      30,
      10,
      null,
      null,
      LAST_DAY,
    ])
  })

  it('is still told after a clock that was wrong for a while', () => {
    expect(stagesOn('2026-11-20', '2027-01-20', '2036-11-20', '2026-11-21', '2026-11-30')).toEqual([
      30,
      EXPIRED,
      null,
      null,
      10,
    ])
  })
})

describe('snooze', () => {
  const knowledge = knowing({ certificates: [old] })
  const snoozedOn = (day: string) => snooze(told([at(day)], knowledge).memory, old.sha256, at(day))

  it('is silent for three days, then tells the stage once more', () => {
    const memory = snoozedOn('2026-11-20')
    const { stages } = told(
      ['2026-11-21', '2026-11-22', '2026-11-23', '2026-11-24'].map((day) => at(day)),
      knowledge,
      memory,
    )
    expect(stages).toEqual([null, null, 30, null])
  })

  it('puts off the next stage too, which is then told alone', () => {
    const { stages } = told([at('2026-11-30'), at('2026-12-02'), at('2026-12-03')], knowledge, snoozedOn('2026-11-29'))
    expect(stages).toEqual([null, 10, null])
  })

  it('never hides the last day, nor the expiry', () => {
    const { stages } = told([at('2026-12-09'), at('2026-12-10')], knowledge, snoozedOn('2026-12-08'))
    expect(stages).toEqual([null, LAST_DAY])
    expect(told([at('2026-12-11')], knowledge, snoozedOn('2026-12-10')).stages).toEqual([EXPIRED])
  })

  it('begun while the clock was years ahead is none', () => {
    const memory = snooze({}, old.sha256, at('2036-11-20'))
    expect(told([at('2026-11-30')], knowledge, memory).stages).toEqual([10])
    expect(silentUntil(memory, old.sha256, at('2026-11-30'))).toBeNull()
  })

  it('is known as long as it lasts', () => {
    const memory = snoozedOn('2026-11-20')
    expect(silentUntil(memory, old.sha256, at('2026-11-20'))).toBe(at('2026-11-23'))
    expect(silentUntil(memory, old.sha256, at('2026-11-23'))).toBeNull()
  })
})

describe('the expiry of one that has a successor', () => {
  const knowledge = knowing({ certificates: [old, certificateWith('1234567890', NEXT_YEAR)] })

  it('is news to somebody who was told before', () => {
    expect(told([at('2026-12-05'), at('2026-12-11'), at('2026-12-12')], knowledge).stages).toEqual([10, EXPIRED, null])
  })

  it("is none to somebody who finds last year's certificate on the token", () => {
    expect(told([at('2026-12-15')], knowledge).stages).toEqual([null])
  })
})

describe('whatever happens', () => {
  const first = at('2026-10-15')
  const time = fc.integer({ min: first, max: first + 400 * DAY })
  const others = [certificateWith('1234567890 01', { notAfter: '2026-12-20T23:59:59Z' }), certificateWith('777')]
  const all = [old, ...others]
  const rules = fc.record({
    remindAt: fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 6 }),
    lastDayUntil: fc.constantFrom('08:59', '23:00'),
  })
  /** A start of the computer, or somebody who presses 「あとで」. */
  const event = fc.record({ now: time, snoozed: fc.option(fc.nat(2), { freq: 3 }) })

  it('no stage of a certificate is told twice but after a snooze, and each certificate once a time', () => {
    fc.assert(
      fc.property(rules, fc.array(event, { maxLength: 60 }), (bankRules, events) => {
        const knowledge = knowing({ certificates: all, banks: { [ORIGIN]: bankWith(bankRules) } })
        let memory: Memory = {}
        const counts = new Map<string, number>()
        const snoozes = new Map<string, number>()
        for (const { now, snoozed } of events) {
          const result = tell(dueCertificates(knowledge, now), memory, now)
          memory = result.memory
          const names = result.news.map(({ certificate }) => certificate)
          expect(new Set(names).size).toBe(names.length)
          for (const { certificate, stage } of result.news) {
            const key = `${certificate}/${stage}`
            counts.set(key, (counts.get(key) ?? 0) + 1)
            expect(counts.get(key)).toBeLessThanOrEqual(1 + (snoozes.get(certificate) ?? 0))
          }
          const chosen = snoozed === null ? undefined : all[snoozed]?.sha256
          if (chosen === undefined) continue
          memory = snooze(memory, chosen, now)
          snoozes.set(chosen, (snoozes.get(chosen) ?? 0) + 1)
        }
      }),
    )
  })

  it('a second start at the same moment tells nothing', () => {
    fc.assert(
      fc.property(rules, time, (bankRules, now) => {
        const due = dueCertificates(knowing({ banks: { [ORIGIN]: bankWith(bankRules) } }), now)
        expect(tell(due, tell(due, {}, now).memory, now).news).toEqual([])
      }),
    )
  })

  it('nothing is told once the successor is proven', () => {
    const done = enrolmentOf('1234567890', { certificate: certificateWith('1234567890', NEXT_YEAR) })
    const knowledge = knowing({ certificates: [old], enrolments: [done] })
    fc.assert(
      fc.property(time, (now) => {
        expect(tell(dueCertificates(knowledge, now), {}, now).news).toEqual([])
      }),
    )
  })

  it('a last day is never missed by a computer that is on for an hour of it', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), fc.integer({ min: 0, max: 23 * 60 }), (events, minute) => {
        const knowledge = knowing({ certificates: [old] })
        let memory: Memory = {}
        const stages: Stage[] = []
        for (const { now, snoozed } of [
          ...events,
          { now: at('2026-12-10', '00:00') + minute * 60_000, snoozed: null },
        ]) {
          const result = tell(dueCertificates(knowledge, now), memory, now)
          stages.push(...result.news.map(({ stage }) => stage))
          memory = snoozed === null ? result.memory : snooze(result.memory, old.sha256, now)
        }
        expect(stages).toContain(LAST_DAY)
      }),
    )
  })

  it('as time goes on, days left fall and stages come in their order', () => {
    fc.assert(
      fc.property(rules, time, time, (bankRules, one, two) => {
        const on = (now: number) =>
          dueCertificates(knowing({ certificates: [old], banks: { [ORIGIN]: bankWith(bankRules) } }), now)[0]
        const [before, after] = [on(Math.min(one, two)), on(Math.max(one, two))]
        if (!before || !after) return
        expect(after.daysLeft).toBeLessThanOrEqual(before.daysLeft)
        expect(after.stage ?? Number.POSITIVE_INFINITY).toBeLessThanOrEqual(before.stage ?? Number.POSITIVE_INFINITY)
      }),
    )
  })
})
