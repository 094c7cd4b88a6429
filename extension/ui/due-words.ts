import type { Applies } from '../../src/reminder/applies.ts'
import type { Due, Ending } from '../../src/reminder/due.ts'
import { EXPIRED, LAST_DAY } from '../../src/reminder/stage.ts'
import { longDate } from './dates.ts'
import { bankName, holderName, untilDay } from './names.ts'
import type { Texts } from './texts.ts'

/** The sentences about a last day: of notifications, the badge's tooltip and the popup. */

/** `08:59` → `8:59` */
export const clockTime = (time: string): string => time.replace(/^0/, '')

/** How near the last day is. */
export const endingSentence = (
  { stage, daysLeft, until }: Pick<Ending, 'stage' | 'daysLeft' | 'until'>,
  texts: Texts,
): string => {
  if (stage === EXPIRED) return texts('remind_expired')
  if (stage === LAST_DAY && until !== null) {
    return texts(daysLeft > 0 ? 'remind_until_tomorrow' : 'remind_until_today', { time: clockTime(until) })
  }
  if (stage === LAST_DAY) return texts('remind_today')
  return daysLeft === 1 ? texts('remind_day') : texts('remind_days', { days: String(daysLeft) })
}

/** `2026年12月10日（木）まで`, with the hour where the day does not count whole. */
export const lastMoment = ({ lastDay, until }: Pick<Ending, 'lastDay' | 'until'>, texts: Texts): string =>
  until === null
    ? untilDay(lastDay, texts)
    : texts('due_until_time', { date: longDate(lastDay, texts), time: clockTime(until) })

/** `れんしゅう信用金庫　1234567890（管理者）`, as far as it is known. */
export const whoseName = ({ bank, ...holder }: Pick<Due, 'bank' | 'name' | 'role'>, texts: Texts): string => {
  const name = holderName(holder, texts)
  if (!bank) return name
  return name ? texts('remind_whose', { bank: bankName(bank, texts), name }) : bankName(bank, texts)
}

/** What to do about it. */
export const appliesSentence = (applies: Applies, texts: Texts): string => {
  switch (applies.what) {
    case 'not-yet':
      return texts('due_not_yet', { date: longDate(applies.from, texts) })
    case 'renew':
      return texts('due_renew')
    case 'renew-today':
      return texts('due_renew_today')
    case 'log-on-page':
      return applies.until === null
        ? texts('due_log_on_page', { button: applies.button })
        : texts('due_log_on_page_until', { button: applies.button, date: longDate(applies.until, texts) })
    case 'branch':
      return texts('due_branch')
    case 'ask-bank':
      return texts('due_ask_bank')
  }
}
