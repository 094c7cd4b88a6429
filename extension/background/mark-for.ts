import { screenById } from '../../src/bank/general-screens.ts'
import type { ScreenKind } from '../../src/bank/profile.ts'
import { dayInJapan } from '../../src/certificate/validity.ts'
import type { Mark } from '../../src/protocol/extension.ts'
import { atHand, isLogOnOfInterest } from '../../src/renewal/at-hand.ts'
import { type MarkPlan, markOf } from '../../src/renewal/mark-of.ts'
import type { Notice, Renewal } from '../../src/renewal/state.ts'
import { longDate } from '../ui/dates.ts'
import { certificateName } from '../ui/names.ts'
import type { Texts } from '../ui/texts.ts'
import type { Reminders } from './reminders.ts'
import { bankOf } from './sites.ts'
import { readHeld } from './stored.ts'

/** What people do every day, renewal or not. */
const LOG_ON: ReadonlySet<ScreenKind> = new Set([
  'log-on',
  'password',
  'one-time-password',
  'session-ended',
  'log-on-refused',
  'failed',
])

/** The mark in the user's language. */
const markText = (plan: MarkPlan, { next }: Notice, texts: Texts): Mark => {
  const { label, count, heading, certificate, asksBeforeLeaving } = plan
  const sentence = texts(plan.sentence, {
    button: plan.sentence === 'mark_obtain_sentence' ? (label ?? '') : (next ?? label ?? ''),
    name: certificate ? certificateName(certificate) : '',
    date: certificate ? longDate(dayInJapan(certificate.notAfter), texts) : '',
  })
  return { label, count, heading: heading ? texts(heading) : '', sentence, asksBeforeLeaving }
}

/** What stands beside the page's next button now; null where there is nothing to say. */
export const markFor = async (
  notice: Notice,
  state: Renewal,
  reminders: Reminders,
  texts: Texts,
): Promise<Mark | null> => {
  const bank = await bankOf(notice.place.origin)
  const screen = bank && screenById(bank, notice.screen)
  if (!bank || (!screen && notice.screen !== 'ambiguous')) return null
  const isInHand = state.at !== 'none' && state.notice?.place.origin === notice.place.origin
  const isLogOn = screen !== null && LOG_ON.has(screen.kind)
  // A mark that is awaited on the way must not wait for a token; at the log-on the certificates are all it is about.
  const held = isLogOn ? await reminders.held() : await readHeld()
  if (isLogOn && !isInHand && !isLogOnOfInterest(notice, held, Date.now())) return null
  return markText(markOf(screen, notice, state, atHand(notice, held, Date.now())), notice, texts)
}
