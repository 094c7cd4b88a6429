import browser from 'webextension-polyfill'
import { daysLeft } from '../../src/certificate/validity.ts'
import type { Texts } from '../ui/texts.ts'
import type { Expiries } from './stored.ts'

/** From this many days before the last day the badge counts down. */
const COUNTED_DAYS = 30

/** What the toolbar button says: days left from 30 down, `!` on the last day and after it, nothing when all is well. */
export const badgeOf = (expiries: Expiries, now: number): { text: string; days: number | null } => {
  const days = Object.values(expiries)
    .map((day) => daysLeft(day, now))
    .toSorted((a, b) => a - b)[0]
  if (days === undefined || days > COUNTED_DAYS) return { text: '', days: null }
  return { text: days > 0 ? String(days) : '!', days }
}

const sentence = (days: number | null, texts: Texts): string => {
  if (days === null) return texts('actionTitle')
  if (days < 0) return texts('badge_expired')
  return days === 0 ? texts('badge_last_day') : texts('badge_days', { days: String(days) })
}

/** The design tokens' red 1000 (a badge has no style sheet): readable under the white text that browsers put on it. */
export const BADGE_COLOUR = '#a90000'

export const showBadge = async (expiries: Expiries, now: number, texts: Texts): Promise<void> => {
  const { text, days } = badgeOf(expiries, now)
  await browser.action.setBadgeText({ text })
  await browser.action.setBadgeBackgroundColor({ color: BADGE_COLOUR })
  await browser.action.setTitle({ title: sentence(days, texts) })
}
