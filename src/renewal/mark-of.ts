import type { Screen } from '../bank/profile.ts'
import type { CertificateEntry } from '../protocol/schema.ts'
import type { Pick } from './pick-certificate.ts'
import type { Maker, Notice, Renewal, StoreKind } from './state.ts'

/** What the mark on the bank's page says, as text keys: the sentences stand in `_locales`. */
export interface MarkPlan {
  /** Label of the control to frame, as the profile has it; null: the card stands alone. */
  readonly label: string | null
  /** `3/5`; empty: the screen is none of the steps. */
  readonly count: string
  /** null: the sentence says it all. */
  readonly heading: MarkHeading | null
  readonly sentence: MarkSentence
  /** The certificate that the sentence names. */
  readonly certificate: CertificateEntry | null
  readonly asksBeforeLeaving: boolean
}

type MarkHeading =
  | 'mark_press'
  | 'mark_pick'
  | 'mark_type'
  | 'mark_wait'
  | 'mark_done'
  | 'mark_not_done'
  | 'mark_again'
  | 'mark_renewed'
type MarkSentence =
  | 'mark_press_sentence'
  | 'mark_enrol_sentence'
  | 'mark_enrol_computer_sentence'
  | 'mark_pick_this_sentence'
  | 'mark_pick_one_sentence'
  | 'mark_pick_any_sentence'
  | 'mark_obtain_sentence'
  | 'mark_password_sentence'
  | 'mark_card_sentence'
  | 'mark_wait_sentence'
  | 'mark_done_sentence'
  | 'mark_not_done_sentence'
  | 'mark_finished_sentence'
  | 'mark_session_sentence'
  | 'mark_refused_sentence'
  | 'mark_refused_any_sentence'
  | 'mark_failed_sentence'
  | 'mark_renewed_sentence'
  | 'mark_ambiguous'

/** What is known of the certificates at hand. */
export interface AtHand {
  readonly pick: Pick
  /** The new certificate, where the one that the notice is about has been renewed already. */
  readonly renewed: CertificateEntry | null
}

/** What differs from saying nothing. */
type Said = Partial<MarkPlan> & { readonly sentence: MarkSentence }

const logOn = (screen: Screen, { bank }: Notice, { pick }: AtHand): Said => {
  const label = screen.next?.label ?? null
  const heading = 'mark_pick' as const
  const { afterExpiry } = bank.rules
  if (pick.pick === 'none-valid' && afterExpiry)
    return {
      label: afterExpiry.label,
      heading: 'mark_press',
      sentence: 'mark_obtain_sentence',
      certificate: pick.certificate,
    }
  if (pick.pick === 'this')
    return { label, heading, sentence: 'mark_pick_this_sentence', certificate: pick.certificate }
  return { label, heading, sentence: pick.pick === 'one-of' ? 'mark_pick_one_sentence' : 'mark_pick_any_sentence' }
}

const finished = (screen: Screen, maker: Maker, renewal: Renewal): Said => {
  const label = screen.next?.label ?? null
  if (maker !== 'koshin') return { label, heading: 'mark_press', sentence: 'mark_finished_sentence' }
  return renewal.at === 'done'
    ? { label, heading: 'mark_done', sentence: 'mark_done_sentence' }
    : { label: null, heading: 'mark_not_done', sentence: 'mark_not_done_sentence' }
}

const refused = ({ pick }: AtHand): Said =>
  pick.pick === 'this'
    ? { heading: 'mark_again', sentence: 'mark_refused_sentence', certificate: pick.certificate }
    : { heading: 'mark_again', sentence: 'mark_refused_any_sentence' }

const ENROL_SENTENCES: Readonly<Record<StoreKind | 'anywhere', MarkSentence>> = {
  token: 'mark_enrol_sentence',
  computer: 'mark_enrol_computer_sentence',
  anywhere: 'mark_press_sentence',
}

const saidOf = (screen: Screen, notice: Notice, renewal: Renewal, hand: AtHand): Said => {
  const label = screen.next?.label ?? null
  switch (screen.kind) {
    case 'log-on':
      return logOn(screen, notice, hand)
    case 'password':
      return { label, heading: 'mark_type', sentence: 'mark_password_sentence' }
    case 'one-time-password':
      return { label, heading: 'mark_type', sentence: 'mark_card_sentence' }
    case 'session-ended':
      return { heading: 'mark_again', sentence: 'mark_session_sentence' }
    case 'log-on-refused':
      return refused(hand)
    case 'failed':
      return { heading: 'mark_not_done', sentence: 'mark_failed_sentence' }
    case 'working':
      return { heading: 'mark_wait', sentence: 'mark_wait_sentence', asksBeforeLeaving: true }
    case 'finished':
      return finished(screen, notice.maker, renewal)
    case 'notice':
      return hand.renewed
        ? { heading: 'mark_renewed', sentence: 'mark_renewed_sentence', certificate: hand.renewed }
        : { label, heading: 'mark_press', sentence: 'mark_press_sentence' }
    case 'way':
      return { label, heading: 'mark_press', sentence: 'mark_press_sentence' }
    case 'enrol':
      return {
        label,
        heading: 'mark_press',
        sentence: ENROL_SENTENCES[screen.next?.store ?? notice.store ?? 'anywhere'],
      }
  }
}

/** `3/5` */
const countOf = ({ step, steps }: Notice): string =>
  steps.includes(step) ? `${steps.indexOf(step) + 1}/${steps.length}` : ''

/** `screen` null: the page could be more than one of the bank's screens, so no step is guessed. */
export const markOf = (screen: Screen | null, notice: Notice, renewal: Renewal, hand: AtHand): MarkPlan => {
  const nothing = { label: null, heading: null, certificate: null, asksBeforeLeaving: false }
  if (!screen) return { ...nothing, count: '', sentence: 'mark_ambiguous' }
  return { ...nothing, count: countOf(notice), ...saidOf(screen, notice, renewal, hand) }
}
