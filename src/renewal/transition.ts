import type { ErrorReport } from '../protocol/errors.ts'
import { acceptSubject, answerCame, installed, installFailed, resume } from './answer-steps.ts'
import type { RenewalEvent, Transition } from './event.ts'
import { seen } from './notice-steps.ts'
import { prepared, prepareFailed, wanted } from './request-steps.ts'
import { rulesChanged } from './rules-steps.ts'
import { siteLost } from './site-steps.ts'
import type { Consent, Renewal } from './state.ts'
import { afterwards, DECLINED, isWithBank, release, stay } from './steps.ts'

type Failed = Extract<Renewal, { at: 'failed' }>

/** null: no click is held that could go through afterwards. */
const prepareAgain = ({ during, notice, waiting, enrolment }: Failed, consent: Consent | null): Transition | null =>
  during === 'preparing' && notice && consent && waiting
    ? stay(
        { at: 'making', notice, consent, waiting, enrolment, progress: null },
        { do: 'prepare', notice, consent, enrolment: enrolment?.id ?? null, subject: null },
      )
    : null

const retry = (state: Renewal): Transition => {
  if (state.at !== 'failed') return stay(state)
  const { notice, consent, enrolment } = state
  if (state.during === 'installing' && enrolment) return resume(notice, enrolment)
  return prepareAgain(state, consent) ?? afterwards(notice)
}

const renewAgain = (state: Renewal): Transition =>
  state.at === 'failed' && state.error.code === 'already-renewed' && state.consent
    ? (prepareAgain(state, { ...state.consent, again: true }) ?? stay(state))
    : stay(state)

/** The native host has gone while it worked: what it had done stands in its journal. */
const hostLost = (state: Renewal, error: ErrorReport): Transition => {
  if (state.at === 'making') return prepareFailed(state, error, state.enrolment)
  if (state.at === 'installing') return installFailed(state, error, state.enrolment)
  return stay(state)
}

/** One place where a renewal goes from one state to the next. Pure; unknown combinations change nothing. */
export const transition = (state: Renewal, event: RenewalEvent): Transition => {
  switch (event.type) {
    case 'notice-seen':
      return seen(state, event.notice)
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
      return prepared(state, event)
    case 'prepare-failed':
      return prepareFailed(state, event.error, event.enrolment)
    case 'answer-came':
      return answerCame(state, event)
    case 'installed':
      return installed(state, event.enrolment, event.certificate)
    case 'install-failed':
      return installFailed(state, event.error, event.enrolment)
    case 'answer-overdue':
      return state.at === 'requested' && state.enrolment.id === event.enrolment && isWithBank(state.notice)
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
    case 'site-lost':
      return siteLost(state, event.origin)
    case 'rules-changed':
      return rulesChanged(state, event.rules)
    case 'retry':
      return retry(state)
    case 'accept-subject':
      return acceptSubject(state, event.certificate)
    case 'renew-again':
      return renewAgain(state)
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
        : state.at === 'done' || state.at === 'noticed'
          ? stay({ at: 'none' })
          : stay(state)
  }
}
