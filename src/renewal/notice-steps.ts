import type { ScreenKind } from '../bank/profile.ts'
import type { Transition } from './event.ts'
import type { Notice, Renewal } from './state.ts'
import { stay } from './steps.ts'

/** Screens that are part of a renewal by themselves. Logging on is what people do every day. */
const OF_A_RENEWAL: ReadonlySet<ScreenKind> = new Set(['notice', 'way', 'enrol', 'working', 'finished'])

const isOfSameBank = (renewal: Renewal, { place }: Notice): boolean =>
  renewal.at !== 'none' && renewal.notice?.place.origin === place.origin

/** A screen of a bank was seen: where the user is changes, and nothing else. The screen alone decides the step. */
export const seen = (state: Renewal, notice: Notice): Transition => {
  if (!OF_A_RENEWAL.has(notice.kind) && !isOfSameBank(state, notice)) return stay(state)
  const isNotice = notice.kind === 'notice'
  switch (state.at) {
    case 'none':
      return stay({ at: 'noticed', notice, started: !isNotice })
    case 'noticed':
      return stay({ at: 'noticed', notice: merged(state.notice, notice), started: state.started || !isNotice })
    default:
      return isOfSameBank(state, notice) && state.notice
        ? stay({ ...state, notice: merged(state.notice, notice) } as Renewal)
        : stay(state)
  }
}

/**
 * What an earlier screen of the same bank said stays known: only the first one may print the last day and the IDs. A screen
 * that names another ID belongs to somebody else's log-on, and nothing of before holds for it.
 */
const merged = (before: Notice, now: Notice): Notice => {
  const isSameBank = before.place.origin === now.place.origin
  const namesOther =
    now.corporateId !== null && (now.corporateId !== before.corporateId || now.userId !== before.userId)
  if (!isSameBank || namesOther) return now
  return {
    ...now,
    expiry: now.expiry ?? before.expiry,
    expiryTime: now.expiry ? now.expiryTime : before.expiryTime,
    corporateId: now.corporateId ?? before.corporateId,
    userId: now.userId ?? before.userId,
    role: now.role ?? before.role,
  }
}
