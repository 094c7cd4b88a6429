import type { Step } from '../../src/bank/profile.ts'
import type { Notice } from '../../src/renewal/state.ts'
import { underscored } from './errors.ts'
import { Icon } from './icon.tsx'
import type { MessageKey, Texts } from './texts.ts'

/** Placeholders of `steps_position` and `steps_eyebrow`; null: the screen is none of the bank's steps. */
export const positionOf = ({ step, steps }: Pick<Notice, 'step' | 'steps'>) =>
  steps.includes(step) ? { total: String(steps.length), current: String(steps.indexOf(step) + 1) } : null

type State = 'done' | 'current' | 'coming'

const stateOf = (index: number, current: number): State => {
  if (index === current) return 'current'
  return index < current ? 'done' : 'coming'
}

const MARKS: Record<State, MessageKey | null> = { done: 'step_done', current: 'step_current', coming: null }

/** While Koshin works the user is at the step where it was asked: the one that says so, or the last before the end. */
export const stepOfWork = ({ steps }: Pick<Notice, 'steps'>): Step =>
  steps.find((step) => step === 'confirm') ?? steps.at(-2) ?? 'confirm'

interface StepNavigationProps {
  /** Where the user is, and the steps of the bank. */
  readonly at: Pick<Notice, 'step' | 'steps'>
  /** The current step in the words of the bank's button, where there is one to press. */
  readonly button?: string | null
  /** What helps with the current step. */
  readonly note?: string | null
  readonly texts: Texts
}

/** Where the user is, from top to bottom. */
export const StepNavigation = ({ at, button = null, note = null, texts }: StepNavigationProps) => {
  const position = positionOf(at)
  const current = at.steps.indexOf(at.step)
  return (
    <nav class="steps" aria-label={texts('steps_label')}>
      {position && <p class="visually-hidden">{texts('steps_position', position)}</p>}
      <ol>
        {at.steps.map((step, index) => {
          const state = stateOf(index, current)
          const mark = MARKS[state]
          return (
            <li key={step} class={`step step-${state}`} aria-current={state === 'current' ? 'step' : undefined}>
              <span class="step-number" aria-hidden="true">
                {state === 'done' ? <Icon name="check" /> : index + 1}
              </span>
              <div class="step-words">
                {mark && <span class="visually-hidden">{texts(mark)}</span>}
                {state === 'current' && button ? texts('step_press', { button }) : texts(`step_${underscored(step)}`)}
                {state === 'current' && note && <span class="quiet block">{note}</span>}
              </div>
            </li>
          )
        })}
      </ol>
    </nav>
  )
}
