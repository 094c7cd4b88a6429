import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calendarOf } from '../../../src/reminder/calendar.ts'
import { dueCertificates } from '../../../src/reminder/due.ts'
import { at, bankWith, certificateWith, knowing, ORIGIN } from './examples.ts'
import { readICalendar, textOf, theOnly } from './icalendar.ts'

const words = {
  lastDay: { summary: '電子証明書の有効期限：1234567890', description: 'れんしゅう信用金庫の電子証明書です。' },
  opening: { summary: '電子証明書の更新ができます：1234567890', description: '銀行にログオンしてください。' },
}
const certificate = certificateWith('1234567890')
const now = at('2026-11-20')

const calendar = (rules: Parameters<typeof bankWith>[0] = {}, more = words, time = now) => {
  const [due] = dueCertificates(knowing({ certificates: [certificate], banks: { [ORIGIN]: bankWith(rules) } }), time)
  if (!due) throw new Error('nothing is due')
  return readICalendar(new TextEncoder().encode(calendarOf(due, more, time)))
}
const events = (...words: Parameters<typeof calendar>) => {
  const [opening, lastDay] = calendar(...words).components
  if (!opening || !lastDay) throw new Error('an event is missing')
  return { opening, lastDay }
}
const triggers = (...words: Parameters<typeof calendar>) =>
  events(...words).lastDay.components.map((alarm) => theOnly(alarm, 'TRIGGER'))

describe('the calendar of a certificate', () => {
  it('is a calendar of version 2.0 with two events', () => {
    const whole = calendar()
    expect(whole.name).toBe('VCALENDAR')
    expect(theOnly(whole, 'VERSION')).toBe('2.0')
    expect(theOnly(whole, 'PRODID')).not.toBe('')
    expect(whole.components.map(({ name }) => name)).toEqual(['VEVENT', 'VEVENT'])
  })

  it('has the last day as a whole day', () => {
    const { lastDay } = events()
    expect(theOnly(lastDay, 'DTSTART')).toBe('20261210')
    expect(theOnly(lastDay, 'DTEND')).toBe('20261211')
    expect(lastDay.properties.find(({ name }) => name === 'DTSTART')?.parameters).toEqual({ VALUE: 'DATE' })
    expect(textOf(lastDay, 'SUMMARY')).toBe(words.lastDay.summary)
    expect(theOnly(lastDay, 'DTSTAMP')).toBe('20261120T030000Z')
  })

  it("has the first day on which the bank renews, by the bank's own rule", () => {
    expect(theOnly(events().opening, 'DTSTART')).toBe('20261110')
    expect(theOnly(events({ daysBefore: 40 }).opening, 'DTSTART')).toBe('20261031')
  })

  it('reminds at nine in Japan, on the days that are still to come', () => {
    expect(triggers()).toEqual(['20261130T000000Z', '20261210T000000Z'])
    expect(triggers({}, words, at('2026-10-01'))).toEqual(['20261110T000000Z', '20261130T000000Z', '20261210T000000Z'])
    for (const alarm of events().lastDay.components) expect(theOnly(alarm, 'ACTION')).toBe('DISPLAY')
  })

  it('reminds on the day before, where the last day ends in the morning', () => {
    expect(triggers({ lastDayUntil: '08:59' })).toEqual(['20261130T000000Z', '20261209T000000Z'])
  })

  it('is the same two events when it is made again, and others for another certificate', () => {
    const uids = (...words: Parameters<typeof calendar>) =>
      calendar(...words).components.map((event) => theOnly(event, 'UID'))
    expect(uids({}, words, at('2026-12-01'))).toEqual(uids())
    expect(new Set(uids()).size).toBe(2)
    expect(uids()[0]).toContain(certificate.sha256.slice(0, 32))
  })

  it.each(['a'.repeat(300), 'あ'.repeat(100), 'é'.repeat(150), '😀'.repeat(80), 'C:\\new; a, b\nc'])(
    'carries %j whole',
    (summary) => {
      const { lastDay } = events({}, { ...words, lastDay: { summary, description: summary } })
      expect(textOf(lastDay, 'SUMMARY')).toBe(summary)
      expect(textOf(lastDay, 'DESCRIPTION')).toBe(summary)
    },
  )

  it('carries any text whole: signs, line ends, long lines, every script', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const wellFormed = text.replace(/\uFFFD/g, '')
        const { lastDay } = events(
          {},
          { ...words, lastDay: { summary: wellFormed, description: words.lastDay.description } },
        )
        const kept = wellFormed.replace(/\r\n?/g, '\n').replace(/(?!\n)\p{Cc}/gu, '')
        expect(textOf(lastDay, 'SUMMARY')).toBe(kept)
      }),
    )
  })
})
