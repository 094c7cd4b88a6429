import browser from 'webextension-polyfill'
import type { Ending } from '../../src/reminder/due.ts'
import { endingSentence, whoseName } from '../ui/due-words.ts'
import type { Texts } from '../ui/texts.ts'

/** From this many days before the last day the badge counts down; as long after it, it has been seen. */
const COUNTED_DAYS = 30

/** The one that ends first, if it is near. */
export const mostUrgent = (endings: readonly Ending[]): Ending | null =>
  endings
    .filter(({ daysLeft, replaced }) => Math.abs(daysLeft) <= COUNTED_DAYS && !replaced)
    .toSorted((a, b) => a.end - b.end)[0] ?? null

/** What the toolbar button says: days left from 30 down, `!` on the last day and after it, nothing when all is well. */
export const badgeText = (urgent: Ending | null): string => {
  if (!urgent) return ''
  return urgent.daysLeft <= 0 ? '!' : String(urgent.daysLeft)
}

/** The design tokens' red 1000 (a badge has no style sheet): readable under the white text that browsers put on it. */
export const BADGE_COLOUR = '#a90000'

const tooltip = (urgent: Ending | null, texts: Texts): string =>
  urgent
    ? `${endingSentence(urgent, texts)}\n${whoseName({ role: null, ...urgent }, texts)}`.trim()
    : texts('actionTitle')

export const showBadge = async (endings: readonly Ending[], texts: Texts): Promise<void> => {
  const urgent = mostUrgent(endings)
  await browser.action.setBadgeText({ text: badgeText(urgent) })
  await browser.action.setBadgeBackgroundColor({ color: BADGE_COLOUR })
  await browser.action.setTitle({ title: tooltip(urgent, texts) })
}
