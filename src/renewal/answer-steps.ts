import type { ErrorReport } from '../protocol/errors.ts'
import type { CertificateEntry, Enrolment } from '../protocol/schema.ts'
import type { RenewalEvent, Transition } from './event.ts'
import type { Notice, Renewal } from './state.ts'
import { BUSY, release, stay } from './steps.ts'

/** From the bank's answer to the proof. */

export const answerCame = (state: Renewal, event: Extract<RenewalEvent, { type: 'answer-came' }>): Transition => {
  const { waiting, answer } = event
  if (state.at === 'making' || state.at === 'installing' || state.at === 'asking')
    return stay(state, ...release(waiting, BUSY))
  const ofState = state.at === 'requested' || state.at === 'failed' ? state.enrolment : null
  const enrolment = ofState?.origin === waiting.place.origin ? ofState : event.enrolment
  if (!enrolment) return stay(state, ...release(waiting, { ok: false, error: { code: 'enrolment-unknown', data: {} } }))
  const notice = state.at === 'none' ? null : state.notice
  return stay(
    { at: 'installing', notice, waiting, enrolment, progress: null },
    { do: 'install', enrolment, answer, acceptSubjectOf: null },
  )
}

export const installed = (state: Renewal, enrolment: Enrolment, certificate: CertificateEntry): Transition =>
  state.at === 'installing'
    ? stay(
        { at: 'done', notice: state.notice, enrolment, certificate },
        ...release(state.waiting, { ok: true }),
        { do: 'close-consent' },
        { do: 'end-session' },
        { do: 'look-from-browser', store: enrolment.store },
      )
    : stay(state)

export const installFailed = (state: Renewal, error: ErrorReport, enrolment: Enrolment): Transition =>
  state.at === 'installing'
    ? stay(
        { at: 'failed', notice: state.notice, error, during: 'installing', enrolment, waiting: null, consent: null },
        ...release(state.waiting, { ok: false, error }),
        { do: 'open-consent' },
      )
    : stay(state)

export const resume = (
  notice: Notice | null,
  enrolment: Enrolment,
  acceptSubjectOf: string | null = null,
): Transition =>
  stay(
    { at: 'installing', notice, waiting: null, enrolment, progress: null },
    { do: 'install', enrolment, answer: null, acceptSubjectOf },
  )

/** Only the certificate that the user has been shown: another one that came meanwhile is shown first. */
export const acceptSubject = (state: Renewal, certificate: string): Transition => {
  if (state.at !== 'failed' || state.during !== 'installing' || !state.enrolment) return stay(state)
  const { code, data } = state.error
  return code === 'answer-other-subject' && data.certificate === certificate
    ? resume(state.notice, state.enrolment, certificate)
    : stay(state)
}
