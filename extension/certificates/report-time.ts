import { dayInJapan, timeInJapan } from '../../src/certificate/validity.ts'
import { longDate } from '../ui/dates.ts'
import type { Texts } from '../ui/texts.ts'

/** `2026年11月20日（金） 09:05`, in Japan. @param moment ISO 8601, UTC */
export const momentInJapan = (moment: string, texts: Texts): string =>
  texts('certificates_reports_moment', { date: longDate(dayInJapan(moment), texts), time: timeInJapan(moment) })
