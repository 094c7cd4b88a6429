import type { Step } from '../../src/bank/profile.ts'
import { underscored } from './errors.ts'
import { Icon } from './icon.tsx'
import type { MessageKey, Texts } from './texts.ts'

/** In order. A record, so that a new step of the profiles cannot be forgotten. */
const ORDER: Record<Step, number> = { 'open-notice': 1, start: 2, 'choose-store': 3, confirm: 4, finish: 5 }
const STEPS = Object.keys(ORDER) as Step[]

/** Placeholders of `steps_position` and `steps_eyebrow`. */
export const positionOf = (step: Step) => ({ total: String(STEPS.length), current: String(ORDER[step]) })

const stateOf = (step: Step, current: Step): 'done' | 'current' | 'coming' => {
  if (step === current) return 'current'
  return ORDER[step] < ORDER[current] ? 'done' : 'coming'
}

const MARKS: Record<'done' | 'current' | 'coming', MessageKey | null> = {
  done: 'step_done',
  current: 'step_current',
  coming: null,
}

interface StepNavigationProps {
  readonly current: Step
  /** The current step in the words of the bank's button, where there is one to press. */
  readonly button: string | null
  /** What helps with the current step. */
  readonly note: string | null
  readonly texts: Texts
}

/** Where the user is, from top to bottom. */
export const StepNavigation = ({ current, button, note, texts }: StepNavigationProps) => (
  <nav class="steps" aria-label={texts('steps_label')}>
    <p class="visually-hidden">{texts('steps_position', positionOf(current))}</p>
    <ol>
      {STEPS.map((step) => {
        const state = stateOf(step, current)
        const mark = MARKS[state]
        return (
          <li key={step} class={`step step-${state}`} aria-current={state === 'current' ? 'step' : undefined}>
            <span class="step-number" aria-hidden="true">
              {state === 'done' ? <Icon name="check" /> : ORDER[step]}
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
