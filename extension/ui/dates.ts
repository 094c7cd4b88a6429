import type { Language } from '../../src/protocol/schema.ts'
import type { Message, Texts } from './texts.ts'

/** Dates and days left in the words of both languages. Days are days in Japan. */

type Part = 'month' | 'weekday'

/** Making one takes longer than a hundred dates: a list that scrolls draws many. */
const formats = new Map<string, Intl.DateTimeFormat>()

const formatOf = (part: Part, language: Language): Intl.DateTimeFormat => {
  const key = `${language} ${part}`
  const format = formats.get(key) ?? new Intl.DateTimeFormat(language, { [part]: 'short', timeZone: 'UTC' })
  formats.set(key, format)
  return format
}

/** Short name in a language: `Dec`, `木`. */
export const nameOf = (part: Part, date: Date, language: Language): string => formatOf(part, language).format(date)

/**
 * `2026年12月10日（木）` or `Thu, 10 Dec 2026`.
 * @param day ISO 8601 date, a day in Japan
 */
export const longDate = (day: string, texts: Texts): string => {
  const date = new Date(`${day}T00:00:00Z`)
  // The names are Intl's, order and marks are ours: Intl's own patterns differ between browsers' versions of ICU.
  return texts('long_date', {
    year: String(date.getUTCFullYear()),
    // Intl's Japanese name of a month brings the word for month with it.
    month: texts.language === 'en' ? nameOf('month', date, 'en') : String(date.getUTCMonth() + 1),
    day: String(date.getUTCDate()),
    weekday: nameOf('weekday', date, texts.language),
  })
}

/** How pressing it is. */
export type Urgency = 'open' | 'soon' | 'last-day' | 'expired'

/** Banks send their second reminder ten days before the last day: from there on little time is left. */
const SOON_DAYS = 10

/** @param days see daysLeft: 0 on the last day, negative after it */
export const urgencyOf = (days: number): Urgency => {
  if (days < 0) return 'expired'
  if (days === 0) return 'last-day'
  return days <= SOON_DAYS ? 'soon' : 'open'
}

/** The words before the biggest figure on the first screen, and the figure. */
export const daysLeftMessages = (days: number): { label: Message; figure: Message } => {
  if (days === 0) return { label: ['days_label_last_day'], figure: ['days_figure_last_day'] }
  const count = { days: String(Math.abs(days)) }
  if (days < 0) {
    return {
      label: ['days_label_expired'],
      figure: days === -1 ? ['days_figure_expired_one'] : ['days_figure_expired', count],
    }
  }
  return { label: ['days_label'], figure: days === 1 ? ['days_figure_one'] : ['days_figure', count] }
}
