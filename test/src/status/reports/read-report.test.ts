import { describe, expect, it } from 'vitest'
import type { StatusReport } from '../../../../src/status/report.ts'
import { at } from '../../reminder/examples.ts'
import { reportWith } from '../example-report.ts'
import { read, rowWith, sha256Of, textWith } from './examples.ts'

const refusalOf = (text: string) => {
  const result = read(text)
  return result.ok ? null : result.refusal
}
const wrongAt = (place: string) => ({ why: 'wrong-value', place })

/** As somebody writes it who has only a text editor. */
const edited = (edit: (report: Record<string, unknown>) => void): string => {
  const report = JSON.parse(textWith())
  edit(report)
  return JSON.stringify(report)
}

describe('the text of a report', () => {
  it('is read as koshin status has written it', () => {
    const report = reportWith()
    expect(read(`${JSON.stringify(report, null, 2)}\n`)).toEqual({ ok: true, report })
  })

  it('that has no end is cut off, wherever', () => {
    const whole = textWith()
    for (const length of [0, 1, 100, whole.length - 1])
      expect(refusalOf(whole.slice(0, length)), `${length} characters`).toEqual({ why: 'cut-off' })
  })

  it.each([
    ['no JSON', 'computer,certificates\r\npc,1'],
    ['a list', '[]'],
    ['nothing', 'null'],
    ['another program’s JSON', '{"resourceLogs":[]}'],
    ['a version that is a word', edited((report) => Object.assign(report, { version: '1' }))],
    ['half a version', edited((report) => Object.assign(report, { version: 1.5 }))],
    ['brackets a hundred thousand deep', '['.repeat(100_000) + ']'.repeat(100_000)],
  ])('that is %s is no report', (_, text) => {
    expect(refusalOf(text)).toEqual({ why: 'no-report' })
  })

  it('of another version says which side is behind, whatever else is in it', () => {
    expect(refusalOf('{"format":"koshin-status","version":2,"machines":{}}')).toEqual({ why: 'newer' })
    expect(refusalOf('{"format":"koshin-status","version":0}')).toEqual({ why: 'older' })
  })
})

describe('a value that is wrong is named by its place', () => {
  const wrong: [string, Partial<Record<keyof StatusReport, unknown>>][] = [
    ['computer', { computer: 7 }],
    ['certificates.1.sha256', { certificates: [rowWith(), rowWith({ sha256: 'ABC' })] }],
    ['certificates.0.end', { certificates: [{ ...rowWith(), end: null }] }],
    ['certificates', { certificates: {} }],
    ['unreadableRecords', { unreadableRecords: -1 }],
    ['failedStores.0.reason', { failedStores: [{ name: 'a', reason: 'b'.repeat(81) }] }],
  ]
  it.each(wrong)('%s', (place, more) => {
    expect(refusalOf(edited((report) => Object.assign(report, more)))).toEqual(wrongAt(place))
  })

  it('where a field is missing, or one is there that nobody knows', () => {
    expect(refusalOf(edited((report) => delete report.enrolments))).toEqual(wrongAt('enrolments'))
    expect(refusalOf(edited((report) => Object.assign(report, { html: '<b>' })))).toEqual(wrongAt('html'))
  })

  it('where a time has the right form and no calendar has it', () => {
    for (const [name, time] of [
      ['notAfter', '2026-13-10T14:59:59Z'],
      ['end', '2026-12-10T25:00:00Z'],
      ['lastDay', '2026-00-10'],
      ['renewableFrom', '9999-99-99'],
    ] as const)
      expect(refusalOf(textWith({ certificates: [rowWith({ [name]: time })] }))).toEqual(
        wrongAt(`certificates.0.${name}`),
      )
    expect(refusalOf(textWith({ generatedAt: '2026-99-01T00:00:00Z' }))).toEqual(wrongAt('generatedAt'))
  })

  it('and cut, where a stranger has made the name of a field long', () => {
    expect(refusalOf(edited((report) => Object.assign(report, { ['x'.repeat(9999)]: 1 })))).toEqual(
      wrongAt('x'.repeat(120)),
    )
  })
})

describe('a report from a clock that is fast', () => {
  const madeAt = (generatedAt: string) => refusalOf(textWith({ generatedAt }))

  it('is taken up to a day, as from a computer with a wrong time zone', () => {
    expect(madeAt('2026-11-21T03:00:00Z')).toBeNull()
  })

  it('is refused after that: no other report of that computer would ever be newer', () => {
    expect(madeAt('2026-11-21T03:00:01Z')).toEqual({ why: 'in-future', generatedAt: '2026-11-21T03:00:01Z' })
    expect(read(textWith({ generatedAt: '2026-11-21T03:00:01Z' }), at('2026-11-21')).ok).toBe(true)
  })
})

describe('a hostile report', () => {
  it('cannot reach what every object has: such a field is one that nobody knows', () => {
    const first = (field: string) => refusalOf(textWith().replace('{"format"', `{"${field}":{"polluted":1},"format"`))
    expect(first('__proto__')).toEqual(wrongAt('__proto__'))
    expect(first('constructor')).toEqual(wrongAt('constructor'))
    expect('polluted' in {}).toBe(false)
  })

  it('full of mistakes is refused at the first', () => {
    const certificates = Array.from({ length: 8_000 }, (_, index) => ({ [`${index}`]: 0 }))
    const refusal = refusalOf(edited((report) => Object.assign(report, { certificates })))
    expect(refusal).toEqual(wrongAt('certificates.0.sha256'))
  })

  it('of 100,000 rows is read whole, if anybody lets it in', () => {
    const certificates = Array.from({ length: 100_000 }, (_, index) => rowWith({ sha256: sha256Of(index) }))
    const result = read(textWith({ certificates }))
    expect(result.ok && result.report.certificates.length).toBe(100_000)
  })
})
