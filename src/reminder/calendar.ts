import { dayAfter } from '../certificate/validity.ts'
import type { Due } from './due.ts'

/** A certificate's dates for any calendar: iCalendar (RFC 5545). */

/** What stands in the calendar, in the user's language. */
export interface CalendarWords {
  readonly lastDay: { readonly summary: string; readonly description: string }
  readonly opening: { readonly summary: string; readonly description: string }
}

/** Hour in Japan at which a calendar reminds. */
const ALARM_TIME = '09:00:00'

/** §3.3.11; a control character has no place in a text. */
const escaped = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\n/g, '\\n')
    .replace(/\p{Cc}/gu, '')

const MOST_OCTETS = 75

const octetsOf = (character: string): number => {
  const code = character.codePointAt(0) ?? 0
  if (code < 0x80) return 1
  if (code < 0x800) return 2
  return code < 0x10000 ? 3 : 4
}

/** §3.1: no line is longer than 75 octets of UTF-8; one that goes on begins with a space. No character is cut. */
const foldedLine = (line: string): string => {
  let octets = 0
  let folded = ''
  for (const character of line) {
    const more = octetsOf(character)
    if (octets + more > MOST_OCTETS) {
      folded += '\r\n '
      octets = 1
    }
    folded += character
    octets += more
  }
  return `${folded}\r\n`
}

/** `2026-12-10` → `20261210` */
const dateText = (day: string): string => day.replaceAll('-', '')

/** Milliseconds since the epoch → `20261210T000000Z` */
const instantText = (time: number): string => `${new Date(time).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`

/** One reminder on each of these days before the event that is still to come. */
const alarms = (day: string, daysBefore: readonly number[], summary: string, now: number): string[] =>
  daysBefore
    .map((days) => Date.parse(`${dayAfter(day, -days)}T${ALARM_TIME}+09:00`))
    .filter((time) => time > now)
    .flatMap((time) => [
      'BEGIN:VALARM',
      'ACTION:DISPLAY',
      `DESCRIPTION:${escaped(summary)}`,
      `TRIGGER;VALUE=DATE-TIME:${instantText(time)}`,
      'END:VALARM',
    ])

interface DayEvent {
  readonly uid: string
  readonly day: string
  readonly summary: string
  readonly description: string
  readonly daysBefore: readonly number[]
}

/** §3.6.1: lasts the whole day, and leaves its owner free. */
const dayEvent = ({ uid, day, summary, description, daysBefore }: DayEvent, now: number): string[] => [
  'BEGIN:VEVENT',
  `UID:${uid}`,
  `DTSTAMP:${instantText(now)}`,
  `DTSTART;VALUE=DATE:${dateText(day)}`,
  `DTEND;VALUE=DATE:${dateText(dayAfter(day, 1))}`,
  `SUMMARY:${escaped(summary)}`,
  `DESCRIPTION:${escaped(description)}`,
  'TRANSP:TRANSPARENT',
  ...alarms(day, daysBefore, summary, now),
  'END:VEVENT',
]

/** Enough of a certificate's SHA-256 to be the same for nothing else; it tells nobody whose it is. */
const UID_LENGTH = 32

/** A certificate to be put into a calendar. */
export interface Dated {
  readonly due: Pick<Due, 'certificate' | 'lastDay' | 'opens' | 'remindAt'>
  readonly words: CalendarWords
}

const eventsOf = ({ due, words }: Dated): readonly DayEvent[] => {
  const name = due.certificate.slice(0, UID_LENGTH)
  return [
    { uid: `${name}-opens@koshin`, day: due.opens, ...words.opening, daysBefore: [] },
    { uid: `${name}-last-day@koshin`, day: due.lastDay, ...words.lastDay, daysBefore: due.remindAt },
  ]
}

/**
 * The text of an .ics file: of each certificate the last day, and the first day on which the bank renews. Taken in twice, they are the
 * same events.
 * @param now milliseconds since the epoch: when the file is made
 */
export const calendarOfAll = (dated: readonly Dated[], now: number): string => {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Koshin//Koshin//JA',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    ...dated.flatMap(eventsOf).flatMap((event) => dayEvent(event, now)),
    'END:VCALENDAR',
  ]
  return lines.map(foldedLine).join('')
}

/** The same of one certificate. */
export const calendarOf = (due: Dated['due'], words: CalendarWords, now: number): string =>
  calendarOfAll([{ due, words }], now)
