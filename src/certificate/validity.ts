/** Days and dates as Japanese banks count them: in Japanese Standard Time, whatever the computer's zone. */

const JST_OFFSET_MS = 9 * 3600 * 1000
const DAY_MS = 24 * 3600 * 1000

const jstDay = (time: number): number => Math.floor((time + JST_OFFSET_MS) / DAY_MS)

/**
 * Calendar days from today to the last day, in JST: 0 on the last day, negative after it.
 * @param lastDay ISO 8601 date (`2026-12-10`, a day in Japan) or date-time with zone
 * @param now milliseconds since the epoch
 */
export const daysLeft = (lastDay: string, now: number): number => {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(lastDay) ? Date.parse(`${lastDay}T00:00:00+09:00`) : Date.parse(lastDay)
  return jstDay(time) - jstDay(now)
}

/** `2026-12-10T14:59:59Z` → `2026-12-10`: the day in Japan on which the moment falls. */
export const dayInJapan = (moment: string): string =>
  new Date(Date.parse(moment) + JST_OFFSET_MS).toISOString().slice(0, 10)

/** `2026-12-10T23:59:59Z` → `08:59`: the time in Japan at which the moment falls, its seconds left out. */
export const timeInJapan = (moment: string): string =>
  new Date(Date.parse(moment) + JST_OFFSET_MS).toISOString().slice(11, 16)

/** The ISO day that comes so many days after another; before it where `days` is negative. */
export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
