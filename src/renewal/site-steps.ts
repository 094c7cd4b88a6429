import type { ErrorReport } from '../protocol/errors.ts'
import type { Transition } from './event.ts'
import type { Renewal } from './state.ts'
import { release, stay } from './steps.ts'

const NOT_ALLOWED: ErrorReport = { code: 'origin-not-allowed', data: {} }

/**
 * The user or the administrator has taken a bank's site back. Nothing goes on there by itself, and the user is told; what was
 * made stands in the host's journal. An answer that has come needs no site any more: it is saved to the end.
 */
export const siteLost = (state: Renewal, origin: string): Transition => {
  if (state.at === 'none' || state.notice?.place.origin !== origin) return stay(state)
  const waiting = 'waiting' in state ? state.waiting : null
  const held = release(waiting, { ok: false, error: NOT_ALLOWED })
  switch (state.at) {
    case 'noticed':
      return stay({ at: 'none' })
    case 'done':
    case 'installing':
      return stay({ ...state, notice: null })
    case 'failed':
      return stay({ ...state, notice: null, waiting: null }, ...held)
    default:
      return stay(
        {
          at: 'failed',
          notice: null,
          error: NOT_ALLOWED,
          during: 'waiting',
          enrolment: state.at === 'asking' ? null : state.enrolment,
          waiting: null,
          consent: null,
        },
        ...held,
        { do: 'open-consent' },
        { do: 'end-session' },
      )
  }
}
