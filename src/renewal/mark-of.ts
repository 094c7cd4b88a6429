import { type Screen, STEPS } from '../bank/profile.ts'
import type { Renewal } from './state.ts'

/** What the mark on the bank's page says, as text keys: the sentences stand in `_locales`. */
export interface MarkPlan {
  /** Label of the control to frame; null: the card stands alone. */
  readonly label: string | null
  readonly count: string
  /** null: the sentence says it all. */
  readonly heading: 'mark_press' | 'mark_wait' | 'mark_done' | 'mark_not_done' | null
  readonly sentence:
    | 'mark_press_sentence'
    | 'mark_enrol_sentence'
    | 'mark_wait_sentence'
    | 'mark_done_sentence'
    | 'mark_not_done_sentence'
    | 'mark_ambiguous'
}

/** `screen` null: the page could be more than one of the bank's screens, so no step is guessed. */
export const markOf = (screen: Screen | null, renewal: Renewal): MarkPlan => {
  if (!screen) return { label: null, count: '', heading: null, sentence: 'mark_ambiguous' }
  const label = screen.next?.label ?? null
  const count = `${STEPS.indexOf(screen.step) + 1}/${STEPS.length}`
  if (screen.step === 'finish') {
    return renewal.at === 'done'
      ? { label, count, heading: 'mark_done', sentence: 'mark_done_sentence' }
      : { label: null, count, heading: 'mark_not_done', sentence: 'mark_not_done_sentence' }
  }
  if (label === null) return { label, count, heading: 'mark_wait', sentence: 'mark_wait_sentence' }
  return {
    label,
    count,
    heading: 'mark_press',
    sentence: screen.enrols ? 'mark_enrol_sentence' : 'mark_press_sentence',
  }
}
