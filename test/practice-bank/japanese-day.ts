/** The bank counts in days of Japan (UTC+9, no summer time), wherever the machine that runs it stands. */
const JAPAN_OFFSET = 9 * 60 * 60 * 1000
const DAY = 24 * 60 * 60 * 1000

export interface Validity {
  readonly notBefore: Date
  readonly notAfter: Date
}

/** From now to the end of the same day of the next year: 「電子証明書の有効期限は1年です。」 */
export function oneYearFrom(now: Date): Validity {
  const { year, month, day } = inJapan(now)
  return { notBefore: wholeSeconds(now), notAfter: endOfDay(year + 1, month, day) }
}

/** The year of a certificate that was issued long ago and ends with the day that comes `days` days after today. */
export function oneYearEndingIn(days: number, now: Date): Validity {
  const { year, month, day } = inJapan(new Date(now.getTime() + days * DAY))
  return { notBefore: new Date(endOfDay(year - 1, month, day).getTime() + 1000), notAfter: endOfDay(year, month, day) }
}

/** 0 on the last day, negative afterwards; midnights are counted, not hours. */
export function daysUntil(date: Date, now: Date): number {
  return dayNumber(date) - dayNumber(now)
}

/** 2026年12月10日 */
export function japaneseDate(date: Date): string {
  const { year, month, day } = inJapan(date)
  return `${year}年${month}月${day}日`
}

/** 2026/12/10, as the older screens print it */
export function slashDate(date: Date): string {
  const { year, month, day } = inJapan(date)
  return `${year}/${twoDigits(month)}/${twoDigits(day)}`
}

/** 2026/12/10 09:05 */
export function slashDateTime(date: Date): string {
  const { hours, minutes } = inJapan(date)
  return `${slashDate(date)} ${twoDigits(hours)}:${twoDigits(minutes)}`
}

/** YYYYMMDDHHMMSSZ, as `openssl ca -startdate` and `-enddate` want it. */
export function asn1Time(date: Date): string {
  return `${date
    .toISOString()
    .replace(/\.\d+Z$/, '')
    .replace(/\D/g, '')}Z`
}

function inJapan(date: Date) {
  const shifted = new Date(date.getTime() + JAPAN_OFFSET)
  return {
    year: shifted.getUTCFullYear(),
    month: shifted.getUTCMonth() + 1,
    day: shifted.getUTCDate(),
    hours: shifted.getUTCHours(),
    minutes: shifted.getUTCMinutes(),
  }
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0')
}

function endOfDay(year: number, month: number, day: number): Date {
  return new Date(Date.UTC(year, month - 1, day, 23, 59, 59) - JAPAN_OFFSET)
}

function dayNumber(date: Date): number {
  return Math.floor((date.getTime() + JAPAN_OFFSET) / DAY)
}

function wholeSeconds(date: Date): Date {
  return new Date(Math.floor(date.getTime() / 1000) * 1000)
}
