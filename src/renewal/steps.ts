import type { Effect, Outcome, Transition } from './event.ts'
import type { Notice, Renewal, Waiting } from './state.ts'

/** The small moves that the transitions are made of. */

export const DECLINED: Outcome = { ok: false, error: { code: 'consent-declined', data: {} } }
export const BUSY: Outcome = { ok: false, error: { code: 'busy', data: {} } }

export const stay = (state: Renewal, ...effects: Effect[]): Transition => ({ state, effects })
export const release = (waiting: Waiting | null, outcome: Outcome): Effect[] =>
  waiting ? [{ do: 'release', waiting, outcome }] : []

/** Back to the notice where there is one: the bank's button can be pressed again. */
export const afterwards = (notice: Notice | null, ...effects: Effect[]): Transition =>
  stay(notice ? { at: 'noticed', notice, started: true } : { at: 'none' }, ...effects)
