import type { ScreenKind } from '../bank/profile.ts'
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

const WITH_BANK: ReadonlySet<ScreenKind> = new Set(['enrol', 'working', 'finished'])

/**
 * Is the bank's page where the request was handed over, or further? On any other screen (the session has ended, the user went
 * back) no answer is on its way: the button is pressed again, and the same request is handed over. A script may have asked
 * before any screen was read.
 */
export const isWithBank = ({ kind, screen }: Notice): boolean => WITH_BANK.has(kind) || screen === 'none'
