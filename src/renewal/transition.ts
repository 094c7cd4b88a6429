import type { DistinguishedName } from '../certificate/certificate.ts'
import type { ErrorReport } from '../protocol/errors.ts'
import type { ProgressStep } from '../protocol/host.ts'
import type { CertificateEntry, Enrolment } from '../protocol/schema.ts'
import { fitsRequest, strongerAlgorithm } from './page-wish.ts'
import type { Consent, Notice, Renewal, Waiting } from './state.ts'

/** What the page's script asked for in its request; both unknown while only the click is held. */
export interface PageWish {
  readonly subject: DistinguishedName | null
  /** RSA bits; 0: the page does not say. */
  readonly keyLength: number
}

export type RenewalEvent =
  | { readonly type: 'notice-seen'; readonly notice: Notice; readonly isNotice: boolean }
  | { readonly type: 'started' }
  | { readonly type: 'request-wanted'; readonly notice: Notice; readonly waiting: Waiting; readonly wish: PageWish }
  | { readonly type: 'consent-given'; readonly consent: Consent }
  | { readonly type: 'consent-declined' }
  | { readonly type: 'progress'; readonly step: ProgressStep }
  | { readonly type: 'prepared'; readonly enrolment: Enrolment; readonly request: string }
  | { readonly type: 'prepare-failed'; readonly error: ErrorReport; readonly enrolment: Enrolment | null }
  /** `enrolment`: the open one of this origin, where the background found one beside the state. */
  | {
      readonly type: 'answer-came'
      readonly waiting: Waiting
      readonly answer: string
      readonly enrolment: Enrolment | null
    }
  | { readonly type: 'installed'; readonly enrolment: Enrolment; readonly certificate: CertificateEntry }
  | { readonly type: 'install-failed'; readonly error: ErrorReport; readonly enrolment: Enrolment }
  | { readonly type: 'answer-overdue'; readonly enrolment: string }
  | { readonly type: 'host-lost'; readonly error: ErrorReport }
  | { readonly type: 'retry' }
  | { readonly type: 'continue'; readonly enrolment: Enrolment }
  | { readonly type: 'discarded'; readonly enrolment: string }
  | { readonly type: 'discard-failed'; readonly error: ErrorReport; readonly enrolment: Enrolment }
  | { readonly type: 'dismiss' }

export type Outcome =
  | { readonly ok: true; readonly request?: string }
  | { readonly ok: false; readonly error: ErrorReport }

/** What a world has to carry out; the machine itself touches nothing. */
export type Effect =
  | { readonly do: 'open-consent' }
  | { readonly do: 'close-consent' }
  | {
      readonly do: 'prepare'
      readonly notice: Notice
      readonly consent: Consent
      readonly enrolment: string | null
      readonly subject: DistinguishedName | null
    }
  | { readonly do: 'install'; readonly enrolment: Enrolment; readonly answer: string | null }
  | { readonly do: 'forget-key'; readonly enrolment: string }
  | { readonly do: 'release'; readonly waiting: Waiting; readonly outcome: Outcome }
  | { readonly do: 'expect-answer'; readonly enrolment: string; readonly seconds: number }
  | { readonly do: 'end-session' }

export interface Transition {
  readonly state: Renewal
  readonly effects: readonly Effect[]
}

const DECLINED: Outcome = { ok: false, error: { code: 'consent-declined', data: {} } }
const BUSY: Outcome = { ok: false, error: { code: 'busy', data: {} } }

const stay = (state: Renewal, ...effects: Effect[]): Transition => ({ state, effects })
const release = (waiting: Waiting | null, outcome: Outcome): Effect[] =>
  waiting ? [{ do: 'release', waiting, outcome }] : []

/** A later screen of the same bank: only where the user is changes. */
const seen = (state: Renewal, notice: Notice, isNotice: boolean): Transition => {
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

/** What an earlier screen of the same bank said stays known: only the first one may print the expiry and the IDs. */
const merged = (before: Notice, now: Notice): Notice =>
  before.place.origin !== now.place.origin
    ? now
    : {
        ...now,
        expiry: now.expiry ?? before.expiry,
        corporateId: now.corporateId ?? before.corporateId,
        userId: now.userId ?? before.userId,
      }

const wanted = (state: Renewal, event: Extract<RenewalEvent, { type: 'request-wanted' }>): Transition => {
  const { notice, waiting, wish } = event
  switch (state.at) {
    case 'requested':
      return state.notice.place.origin === waiting.place.origin
        ? handOver(state, waiting, wish)
        : stay(state, ...release(waiting, BUSY))
    case 'asking':
      return stay(state, ...release(waiting, BUSY), { do: 'open-consent' })
    case 'making':
    case 'installing':
      return stay(state, ...release(waiting, BUSY))
    default: {
      const held = state.at === 'failed' ? release(state.waiting, DECLINED) : []
      const known = state.at === 'none' || !state.notice ? notice : merged(state.notice, notice)
      return stay({ at: 'asking', notice: known, waiting }, ...held, { do: 'open-consent' })
    }
  }
}

/** The request is there. Hand it over, unless the page wants another subject or a longer key. */
const handOver = (state: Extract<Renewal, { at: 'requested' }>, waiting: Waiting, wish: PageWish): Transition => {
  const { notice, consent, enrolment, request } = state
  if (waiting.kind === 'click') return stay(state, ...release(waiting, { ok: true }))
  const making = { at: 'making', notice, waiting, progress: null } as const
  const stronger = strongerAlgorithm(consent.algorithm, wish.keyLength)
  if (stronger) {
    // Nobody has seen the request for the shorter key yet, so its key serves nobody: no two keys are left behind.
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

const prepared = (state: Renewal, enrolment: Enrolment, request: string): Transition => {
  if (state.at !== 'making') return stay(state)
  const { notice, consent, waiting } = state
  const isCall = waiting.kind === 'call'
  return stay(
    { at: 'requested', notice, consent, enrolment, request, handed: isCall },
    ...(isCall ? handed(waiting, request, notice, enrolment) : release(waiting, { ok: true })),
    { do: 'close-consent' },
  )
}

const prepareFailed = (state: Renewal, error: ErrorReport, enrolment: Enrolment | null): Transition => {
  if (state.at !== 'making') return stay(state)
  const { notice, consent, waiting } = state
  const failed = { at: 'failed', notice, error, during: 'preparing', enrolment, consent } as const
  // A script that waits freezes its page, so it hears of it now; a held click can wait for another try.
  return waiting.kind === 'call'
    ? stay({ ...failed, waiting: null }, ...release(waiting, { ok: false, error }), { do: 'open-consent' })
    : stay({ ...failed, waiting }, { do: 'open-consent' })
}

const answerCame = (state: Renewal, event: Extract<RenewalEvent, { type: 'answer-came' }>): Transition => {
  const { waiting, answer } = event
  if (state.at === 'making' || state.at === 'installing' || state.at === 'asking')
    return stay(state, ...release(waiting, BUSY))
  const ofState = state.at === 'requested' || state.at === 'failed' ? state.enrolment : null
  const enrolment = ofState?.origin === waiting.place.origin ? ofState : event.enrolment
  if (!enrolment) return stay(state, ...release(waiting, { ok: false, error: { code: 'enrolment-unknown', data: {} } }))
  const notice = state.at === 'none' ? null : state.notice
  return stay({ at: 'installing', notice, waiting, enrolment, progress: null }, { do: 'install', enrolment, answer })
}

const installed = (state: Renewal, enrolment: Enrolment, certificate: CertificateEntry): Transition =>
  state.at === 'installing'
    ? stay(
        { at: 'done', notice: state.notice, enrolment, certificate },
        ...release(state.waiting, { ok: true }),
        { do: 'close-consent' },
        { do: 'end-session' },
      )
    : stay(state)

const installFailed = (state: Renewal, error: ErrorReport, enrolment: Enrolment): Transition =>
  state.at === 'installing'
    ? stay(
        { at: 'failed', notice: state.notice, error, during: 'installing', enrolment, waiting: null, consent: null },
        ...release(state.waiting, { ok: false, error }),
        { do: 'open-consent' },
      )
    : stay(state)

const retry = (state: Renewal): Transition => {
  if (state.at !== 'failed') return stay(state)
  const { notice, consent, waiting, enrolment } = state
  if (state.during === 'preparing' && notice && consent && waiting) {
    return stay(
      { at: 'making', notice, consent, waiting, enrolment, progress: null },
      { do: 'prepare', notice, consent, enrolment: enrolment?.id ?? null, subject: null },
    )
  }
  if (state.during === 'installing' && enrolment) return resume(notice, enrolment)
  return afterwards(notice)
}

const resume = (notice: Notice | null, enrolment: Enrolment): Transition =>
  stay(
    { at: 'installing', notice, waiting: null, enrolment, progress: null },
    { do: 'install', enrolment, answer: null },
  )

/** Back to the notice where there is one: the bank's button can be pressed again. */
const afterwards = (notice: Notice | null, ...effects: Effect[]): Transition =>
  stay(notice ? { at: 'noticed', notice, started: true } : { at: 'none' }, ...effects)

/** One place where a renewal goes from one state to the next. Pure; unknown combinations change nothing. */
export const transition = (state: Renewal, event: RenewalEvent): Transition => {
  switch (event.type) {
    case 'notice-seen':
      return seen(state, event.notice, event.isNotice)
    case 'started':
      return stay(state.at === 'noticed' ? { ...state, started: true } : state)
    case 'request-wanted':
      return wanted(state, event)
    case 'consent-given':
      return state.at === 'asking'
        ? stay(
            {
              at: 'making',
              notice: state.notice,
              waiting: state.waiting,
              consent: event.consent,
              progress: null,
              enrolment: null,
            },
            { do: 'prepare', notice: state.notice, consent: event.consent, enrolment: null, subject: null },
          )
        : stay(state)
    case 'consent-declined':
      return state.at === 'asking'
        ? afterwards(state.notice, ...release(state.waiting, DECLINED), { do: 'close-consent' })
        : stay(state)
    case 'progress':
      return stay(state.at === 'making' || state.at === 'installing' ? { ...state, progress: event.step } : state)
    case 'prepared':
      return prepared(state, event.enrolment, event.request)
    case 'prepare-failed':
      return prepareFailed(state, event.error, event.enrolment)
    case 'answer-came':
      return answerCame(state, event)
    case 'installed':
      return installed(state, event.enrolment, event.certificate)
    case 'install-failed':
      return installFailed(state, event.error, event.enrolment)
    case 'answer-overdue':
      return state.at === 'requested' && state.enrolment.id === event.enrolment
        ? stay(
            {
              at: 'failed',
              notice: state.notice,
              error: { code: 'answer-missing', data: {} },
              during: 'waiting',
              enrolment: state.enrolment,
              waiting: null,
              consent: state.consent,
            },
            { do: 'open-consent' },
          )
        : stay(state)
    case 'host-lost':
      return hostLost(state, event.error)
    case 'retry':
      return retry(state)
    case 'continue':
      return state.at === 'making' || state.at === 'installing' || state.at === 'asking'
        ? stay(state)
        : resume(state.at === 'none' ? null : state.notice, event.enrolment)
    case 'discarded':
      return state.at === 'failed' || state.at === 'requested'
        ? state.enrolment?.id === event.enrolment
          ? afterwards(
              state.notice,
              ...release(state.at === 'failed' ? state.waiting : null, DECLINED),
              { do: 'close-consent' },
              { do: 'end-session' },
            )
          : stay(state)
        : stay(state)
    case 'discard-failed':
      return stay(
        {
          at: 'failed',
          notice: state.at === 'none' ? null : state.notice,
          error: event.error,
          during: 'discarding',
          enrolment: event.enrolment,
          waiting: null,
          consent: null,
        },
        ...release(state.at === 'failed' ? state.waiting : null, DECLINED),
      )
    case 'dismiss':
      return state.at === 'failed'
        ? afterwards(state.notice, ...release(state.waiting, DECLINED), { do: 'close-consent' }, { do: 'end-session' })
        : state.at === 'done'
          ? stay({ at: 'none' })
          : stay(state)
  }
}

/** The native host has gone while it worked: what it had done stands in its journal. */
const hostLost = (state: Renewal, error: ErrorReport): Transition => {
  if (state.at === 'making') return prepareFailed(state, error, state.enrolment)
  if (state.at === 'installing') return installFailed(state, error, state.enrolment)
  return stay(state)
}
