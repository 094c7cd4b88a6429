import { spaced } from './folded.ts'

/** Dates as Japanese banks print them. One that cannot be is refused, not bent into one that can. */

/** A day in Japan, and the time on it where one is printed. */
export interface PrintedDay {
  /** `2026-12-10` */
  readonly day: string
  /** `08:59`; `24:00` is the day's end. */
  readonly time: string | null
}

/** Eras by their names and letters: the first day, and the first day of the next. */
const ERAS = [
  { names: ['令和', 'R'], year: 2019, from: '2019-05-01', until: '9999-12-31' },
  { names: ['平成', 'H'], year: 1989, from: '1989-01-08', until: '2019-05-01' },
  { names: ['昭和', 'S'], year: 1926, from: '1926-12-25', until: '1989-01-08' },
] as const

const YEAR = '(?:(?<![A-Za-z])(?<era>令和|平成|昭和|[RHS])\\s?(?<eraYear>元|\\d{1,2})|(?<year>\\d{4}))'
/** What may not follow a day: a further part of a number, as in version numbers. */
const END = '(?!\\d|[/.]\\d|-\\d{1,3}(?!\\d))'
/** `年月日`, or the same sign twice. */
const MONTH_AND_DAY = `(?:\\s?年\\s?(?<month>\\d{1,2})\\s?月\\s?(?<day>\\d{1,2})\\s?日|\\s?(?<sign>[/.-])\\s?(?<month2>\\d{1,2})\\s?\\k<sign>\\s?(?<day2>\\d{1,2})${END})`
const WEEKDAY = '(?:\\s?[(\\[](?<weekday>[日月火水木金土])(?:曜日?)?[・祝休)\\]]*)?'
const CLOCK =
  '(?:T|\\s?の?\\s?)(?<half>午\\s?前|午\\s?後)?\\s?(?<hour>\\d{1,2})\\s?(?::\\s?(?<minute>\\d{2})(?::\\d{2}(?:\\.\\d+)?)?|時(?:\\s?(?<minute2>\\d{1,2})\\s?分)?(?:\\s?\\d{1,2}\\s?秒)?)(?<zone>Z|[+-]\\d{2}:?\\d{2})?'
const DATE = new RegExp(`(?<![\\d/.]|\\d-)${YEAR}${MONTH_AND_DAY}${WEEKDAY}(?:${CLOCK})?`, 'u')

const WEEKDAYS = '日月火水木金土'
const JST_OFFSET_MS = 9 * 3600 * 1000

type Groups = Record<string, string | undefined>

const pad = (value: number): string => String(value).padStart(2, '0')

/** The ISO day, or null where no calendar has it. */
const realDay = (year: number, month: number, day: number): string | null => {
  const date = new Date(Date.UTC(year, month - 1, day))
  const real = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return real ? date.toISOString().slice(0, 10) : null
}

const dayOf = ({ era, eraYear, year, month, month2, day, day2 }: Groups): string | null => {
  const rest = [Number(month ?? month2), Number(day ?? day2)] as const
  if (era === undefined) return realDay(Number(year), ...rest)
  const known = ERAS.find(({ names }) => (names as readonly string[]).includes(era))
  const inEra = eraYear === '元' ? 1 : Number(eraYear)
  if (!known || inEra === 0) return null
  const found = realDay(known.year + inEra - 1, ...rest)
  return found && found >= known.from && found < known.until ? found : null
}

/** `HH:MM`; null: none is printed; `false`: what is printed is no time. */
const timeOf = ({ half, hour, minute, minute2 }: Groups): string | null | false => {
  if (hour === undefined) return null
  const [printed, minutes] = [Number(hour), Number(minute ?? minute2 ?? 0)]
  if (half !== undefined && printed > 12) return false
  const hours = half?.endsWith('後') && printed < 12 ? printed + 12 : printed
  return hours > 24 || minutes > 59 || (hours === 24 && minutes > 0) ? false : `${pad(hours)}:${pad(minutes)}`
}

/** A moment with a zone belongs to the day that Japan then has. */
const inJapan = (day: string, time: string, zone: string): PrintedDay | null => {
  const offset = zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone
  const moment = Date.parse(`${day}T${time}${offset}`)
  if (Number.isNaN(moment)) return null
  const shifted = new Date(moment + JST_OFFSET_MS).toISOString()
  return { day: shifted.slice(0, 10), time: shifted.slice(11, 16) }
}

const printedDay = (groups: Groups): PrintedDay | null => {
  const day = dayOf(groups)
  const time = timeOf(groups)
  if (!day || time === false) return null
  const { weekday, zone } = groups
  if (weekday !== undefined && WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()] !== weekday) return null
  return zone !== undefined && time !== null ? inJapan(day, time, zone) : { day, time }
}

/** The first date of a text and where it stands; `printed` null: it looks like one and cannot be. */
const dateAt = (text: string): { printed: PrintedDay | null; index: number; end: number } | null => {
  const match = DATE.exec(text)
  return match
    ? { printed: printedDay(match.groups ?? {}), index: match.index, end: match.index + match[0].length }
    : null
}

/** What may stand between a label and its value: a colon, は, a bracket. Not a number, not another clause. */
const FILLER = /^(?:は、)?[^\d。、前]{0,14}?(?=(?:令和|平成|昭和|(?<![A-Za-z])[RHS]\s?(?:元|\d)|\d))/u
const RANGE = /^\s?(?:[~〜～-]|から|より)\s?/u

/** The date that a text begins with, and what stands behind it. */
const leading = (text: string): { printed: PrintedDay | null; rest: string } | null => {
  const value = spaced(text)
  const filler = FILLER.exec(value)
  const date = filler && dateAt(value.slice(filler[0].length))
  if (!date || date.index > 0) return null
  return { printed: date.printed, rest: value.slice(filler[0].length + date.end) }
}

/**
 * The last day that a text begins with: the date, or the second one of `2025/12/11 ～ 2026/12/10`. Null where none stands there,
 * or where what stands there cannot be.
 */
export const lastDayIn = (text: string): PrintedDay | null => {
  const first = leading(text)
  const range = first && RANGE.exec(first.rest)
  const second = range ? dateAt(first.rest.slice(range[0].length)) : null
  return second ? second.printed : (first?.printed ?? null)
}

const ENDS_THEN =
  /^\s?[)\]]?\s?(?:(?:に|で|を(?:もって|以て))[^。]{0,10}(?:期限|満了|失効|切れ|使えな|利用でき)|まで[^。]{0,4}(?:利用|使|有効))/

/** `2026年12月10日に有効期限を迎えます`: the day before the words. */
export const dayOfEnding = (text: string): PrintedDay | null => {
  const first = leading(text)
  return first && ENDS_THEN.test(first.rest) ? first.printed : null
}
