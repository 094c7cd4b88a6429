import { raised } from '../policy/key-strength.ts'
import { refusalOf } from '../policy/refusal.ts'
import type { Rules } from '../policy/rules.ts'
import type { ErrorReport } from '../protocol/errors.ts'
import type { Transition } from './event.ts'
import type { Notice, Renewal } from './state.ts'
import { release, stay } from './steps.ts'

type Of<Place extends Renewal['at']> = Extract<Renewal, { at: Place }>

const within = (notice: Notice, { minimumRsaBits }: Rules): Notice => ({
  ...notice,
  algorithm: raised(notice.algorithm, minimumRsaBits),
})

/** What was made stands in the host's journal; the bank's answer for it is still taken when it comes. */
const parked = (state: Of<'asking' | 'making' | 'requested'>, error: ErrorReport): Transition =>
  stay(
    {
      at: 'failed',
      notice: state.notice,
      error,
      during: 'waiting',
      enrolment: state.at === 'asking' ? null : state.enrolment,
      waiting: null,
      consent: null,
    },
    ...release(state.at === 'requested' ? null : state.waiting, { ok: false, error }),
    { do: 'open-consent' },
    { do: 'end-session' },
  )

const keyOf = (state: Of<'asking' | 'making' | 'requested'>) =>
  state.at === 'asking'
    ? { store: state.store, algorithm: state.notice.algorithm }
    : { store: state.consent.storeKind, algorithm: state.consent.algorithm }

/**
 * The administrator has laid down something else while a renewal is in hand. A key that is no longer allowed goes no further; one
 * that the bank has answered for is saved to the end, for it would help nobody to lose it.
 */
export const rulesChanged = (state: Renewal, rules: Rules): Transition => {
  switch (state.at) {
    case 'noticed':
      return stay({ ...state, notice: within(state.notice, rules) })
    case 'asking': {
      const asking = { ...state, notice: within(state.notice, rules) }
      const error = refusalOf(rules, keyOf(asking))
      return error ? parked(asking, error) : stay(asking)
    }
    case 'making':
    case 'requested': {
      const error = refusalOf(rules, keyOf(state))
      return error ? parked(state, error) : stay(state)
    }
    default:
      return stay(state)
  }
}
