import { commonName } from '../../src/certificate/certificate.ts'
import { refusalOf } from '../../src/policy/refusal.ts'
import { ERRORS, type ErrorCode, KoshinError, toReport } from '../../src/protocol/errors.ts'
import type { Enrolment } from '../../src/protocol/schema.ts'
import type { Effect, RenewalEvent } from '../../src/renewal/event.ts'
import { pendingEnrolments, resumable } from '../../src/renewal/readiness.ts'
import type { Consent } from '../../src/renewal/state.ts'
import { bankAheadAt } from './bank-clock.ts'
import type { HostConnection } from './host-connection.ts'
import { dropAnswer, keepAnswer, readKeptAnswer } from './kept-answers.ts'
import { issuersAt } from './known-banks.ts'
import { readRulesNow } from './managed.ts'

/** What the host is asked to do in a renewal; its answers and its errors come back as events. */

type Do<K extends Effect['do']> = Extract<Effect, { do: K }>
type Dispatch = (event: RenewalEvent) => Promise<void>

const openEnrolments = async (host: HostConnection): Promise<Enrolment[]> =>
  pendingEnrolments((await host.call('enrolment.list', {})).enrolments)

/** The open enrolment that an answer from an origin could belong to: the newest of its own, else the newest whose origin is lost. */
export const openEnrolmentOf = async (host: HostConnection, origin: string): Promise<Enrolment | null> => {
  const open = await openEnrolments(host)
  return open.find((one) => one.origin === origin) ?? open.find((one) => one.origin === null) ?? null
}

/**
 * Every key goes through here, whatever led to it: what the administrator does not allow is not made.
 * @throws KoshinError only-token-allowed, only-computer-allowed, key-not-allowed
 */
const requireAllowed = async ({ storeKind, algorithm }: Consent): Promise<void> => {
  const refusal = refusalOf(await readRulesNow(), { store: storeKind, algorithm })
  if (refusal) throw new KoshinError(refusal.code, refusal.data)
}

export const prepare = async (
  host: HostConnection,
  effect: Do<'prepare'>,
  dispatch: Dispatch,
  language: 'ja' | 'en',
) => {
  const { notice, consent, subject } = effect
  const wanted = {
    origin: notice.place.origin,
    store: consent.store,
    subject: commonName(consent.follows.subject),
    algorithm: consent.algorithm,
  }
  try {
    await requireAllowed(consent)
    const id = effect.enrolment ?? resumable(await openEnrolments(host), wanted)?.id ?? null
    const { enrolment, request } = await host.call('enrolment.prepare', {
      enrolment: id,
      origin: notice.place.origin,
      bank: notice.bank.id,
      bankName: notice.bank.name[language],
      store: consent.store,
      follows: consent.follows.uri,
      algorithm: consent.algorithm,
      subject: subject ? [...subject] : null,
      again: consent.again,
    })
    await dispatch({ type: 'prepared', enrolment, request, resumed: id !== null })
  } catch (error) {
    // The key may have been made before the error: the host's journal knows.
    const made = await openEnrolments(host).catch(() => [])
    await dispatch({ type: 'prepare-failed', error: toReport(error), enrolment: resumable(made, wanted) })
  }
}

/** The answer to send: a new one is kept here first; without one, that of an earlier try, if the host has not got it. */
const answerFor = async ({ enrolment, answer }: Do<'install'>): Promise<string | null> => {
  if (answer === null) return readKeptAnswer(enrolment.id)
  // A browser that cannot keep it (the disk is full) is no reason not to give it to the host.
  await keepAnswer(enrolment.id, answer).catch(() => {})
  return answer
}

/** The very same answer may do later: the user agrees, sets the clock, or the profile pins the CA. */
const MAY_DO_LATER: ReadonlySet<ErrorCode> = new Set([
  'answer-other-subject',
  'answer-not-valid-now',
  'answer-untrusted',
  'clock-wrong',
])

/**
 * The host has it and goes on from it, or it is of no use. Driver, token and PIN (2xxx) are met after the answer was taken. In
 * doubt it stays here, so that it is offered again: the host may get it twice.
 */
const isDoneWith = (code: ErrorCode): boolean =>
  ERRORS[code].number.startsWith('K-2') || (ERRORS[code].kept === 'answer-kept' && !MAY_DO_LATER.has(code))

export const install = async (host: HostConnection, effect: Do<'install'>, dispatch: Dispatch) => {
  const { enrolment, answer, acceptSubjectOf } = effect
  try {
    const result = await host.call('enrolment.install', {
      enrolment: enrolment.id,
      origin: enrolment.origin,
      answer: await answerFor(effect),
      issuers: await issuersAt(enrolment.origin),
      // Heard with the answer. Later the user may have set this computer's clock, and it would be wrong by as much.
      bankAhead: answer === null ? null : await bankAheadAt(enrolment.origin),
      acceptSubjectOf,
    })
    await dropAnswer(enrolment.id)
    await dispatch({ type: 'installed', ...result })
  } catch (error) {
    const report = toReport(error)
    if (isDoneWith(report.code)) await dropAnswer(enrolment.id)
    // How far it came (is the answer saved?) stands in the host's journal.
    const open = await openEnrolments(host).catch(() => [])
    const now = open.find(({ id }) => id === enrolment.id) ?? enrolment
    await dispatch({ type: 'install-failed', error: report, enrolment: now })
  }
}

/** A key whose request nobody has seen is removed before a stronger one is made. */
export const forgetKey = async (host: HostConnection, effect: Do<'forget-key'>) => {
  await host.call('enrolment.discard', { enrolment: effect.enrolment }).catch((error: unknown) => {
    // It stays in the list of open enrolments, where the user can discard it.
    if (!(error instanceof KoshinError)) throw error
  })
}

export const discard = async (host: HostConnection, enrolment: Enrolment, dispatch: Dispatch) => {
  try {
    await host.call('enrolment.discard', { enrolment: enrolment.id })
    await dropAnswer(enrolment.id)
    await dispatch({ type: 'discarded', enrolment: enrolment.id })
  } catch (error) {
    await dispatch({ type: 'discard-failed', error: toReport(error), enrolment })
  }
}
