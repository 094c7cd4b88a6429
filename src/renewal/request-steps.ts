import type { ErrorReport } from '../protocol/errors.ts'
import type { Enrolment } from '../protocol/schema.ts'
import type { Effect, PageWish, RenewalEvent, Transition } from './event.ts'
import { fitsRequest, strongerAlgorithm } from './page-wish.ts'
import type { Notice, Renewal, Waiting } from './state.ts'
import { BUSY, DECLINED, release, stay } from './steps.ts'

/** From the page's wish to the request in its hands. */

export const wanted = (state: Renewal, event: Extract<RenewalEvent, { type: 'request-wanted' }>): Transition => {
  const { notice, waiting, wish } = event
  // Something else makes this bank's keys: a page of it that asks Koshin has another plan.
  if (notice.maker !== 'koshin') return stay(state, ...release(waiting, DECLINED))
  switch (state.at) {
    case 'requested':
      return state.notice.place.origin === waiting.place.origin
        ? handOver(state, waiting, wish)
        : stay(state, ...release(waiting, BUSY))
    case 'asking':
    case 'making':
    case 'installing':
      // Whoever presses in a second window is shown what the first one is at.
      return stay(state, ...release(waiting, BUSY), { do: 'open-consent' })
    default: {
      const held = state.at === 'failed' ? release(state.waiting, DECLINED) : []
      const before = state.at === 'none' ? null : state.notice
      // A click or a call says nothing of the screen: what was read of it stays.
      const known = before?.place.origin === notice.place.origin ? { ...before, place: notice.place } : notice
      if (event.refusal) return refused(known, event.refusal, held, waiting)
      return stay({ at: 'asking', notice: known, waiting, store: wish.store }, ...held, { do: 'open-consent' })
    }
  }
}

/** Not for the user to decide: said at once, and nothing waits for an answer. */
const refused = (notice: Notice, error: ErrorReport, held: readonly Effect[], waiting: Waiting): Transition =>
  stay(
    { at: 'failed', notice, error, during: 'preparing', enrolment: null, consent: null, waiting: null },
    ...held,
    ...release(waiting, { ok: false, error }),
    { do: 'open-consent' },
  )

/** The request is there. Hand it over, unless the page wants another subject or a longer key. */
const handOver = (state: Extract<Renewal, { at: 'requested' }>, waiting: Waiting, wish: PageWish): Transition => {
  const { notice, consent, enrolment, request } = state
  if (waiting.kind === 'click') return stay(state, ...release(waiting, { ok: true }))
  const making = { at: 'making', notice, waiting, progress: null } as const
  const stronger = strongerAlgorithm(consent.algorithm, wish.keyLength)
  if (stronger && state.handed) {
    // A certificate for this key may be on its way: only the user may give the key up.
    const error: ErrorReport = { code: 'key-too-weak', data: {} }
    return stay(
      { at: 'failed', notice, error, during: 'preparing', enrolment, consent, waiting: null },
      ...release(waiting, { ok: false, error }),
      { do: 'open-consent' },
    )
  }
  if (stronger) {
    // Nobody has seen a request for the shorter key, so it serves nobody: no two keys are left behind.
    const agreed = { ...consent, algorithm: stronger }
    return stay(
      { ...making, consent: agreed, enrolment: null },
      { do: 'forget-key', enrolment: enrolment.id },
      { do: 'prepare', notice, consent: agreed, enrolment: null, subject: wish.subject },
    )
  }
  if (!fitsRequest(consent.follows.subject, wish.subject)) {
    return stay(
      { ...making, consent, enrolment },
      { do: 'prepare', notice, consent, enrolment: enrolment.id, subject: wish.subject },
    )
  }
  return stay({ ...state, handed: true }, ...handed(waiting, request, notice, enrolment))
}

const handed = (waiting: Waiting, request: string, notice: Notice, enrolment: Enrolment): Effect[] => [
  ...release(waiting, { ok: true, request }),
  { do: 'expect-answer', enrolment: enrolment.id, seconds: notice.answerWithinSeconds },
]

export const prepared = (
  state: Renewal,
  { enrolment, request, resumed }: Extract<RenewalEvent, { type: 'prepared' }>,
): Transition => {
  if (state.at !== 'making') return stay(state)
  const { notice, consent, waiting } = state
  const isCall = waiting.kind === 'call'
  return stay(
    { at: 'requested', notice, consent, enrolment, request, handed: isCall || resumed },
    ...(isCall ? handed(waiting, request, notice, enrolment) : release(waiting, { ok: true })),
    { do: 'close-consent' },
  )
}

export const prepareFailed = (state: Renewal, error: ErrorReport, enrolment: Enrolment | null): Transition => {
  if (state.at !== 'making') return stay(state)
  const { notice, consent, waiting } = state
  const failed = { at: 'failed', notice, error, during: 'preparing', enrolment, consent } as const
  // A script that waits freezes its page, so it hears of it now; a held click can wait for another try.
  return waiting.kind === 'call'
    ? stay({ ...failed, waiting: null }, ...release(waiting, { ok: false, error }), { do: 'open-consent' })
    : stay({ ...failed, waiting }, { do: 'open-consent' })
}
