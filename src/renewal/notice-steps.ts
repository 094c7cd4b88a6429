import type { Transition } from './event.ts'
import type { Notice, Renewal } from './state.ts'
import { stay } from './steps.ts'

/** A later screen of the same bank: only where the user is changes. */
export const seen = (state: Renewal, notice: Notice, isNotice: boolean): Transition => {
  switch (state.at) {
    case 'none':
      return stay({ at: 'noticed', notice, started: !isNotice })
    case 'noticed':
      return stay({ at: 'noticed', notice: merged(state.notice, notice), started: state.started || !isNotice })
    default:
      return state.notice?.place.origin === notice.place.origin
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
    corporateId: now.corporateId ?? before.corporateId,
    userId: now.userId ?? before.userId,
  }
}
