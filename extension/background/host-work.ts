import { commonName } from '../../src/certificate/certificate.ts'
import { KoshinError, toReport } from '../../src/protocol/errors.ts'
import type { Enrolment } from '../../src/protocol/schema.ts'
import type { Effect, RenewalEvent } from '../../src/renewal/event.ts'
import { pendingEnrolments, resumable } from '../../src/renewal/readiness.ts'
import type { HostConnection } from './host-connection.ts'

/** What the host is asked to do in a renewal; its answers and its errors come back as events. */

type Do<K extends Effect['do']> = Extract<Effect, { do: K }>
type Dispatch = (event: RenewalEvent) => Promise<void>

const openEnrolments = async (host: HostConnection): Promise<Enrolment[]> =>
  pendingEnrolments((await host.call('enrolment.list', {})).enrolments)

/** The open enrolment of an origin that an answer could belong to: the newest. */
export const openEnrolmentOf = async (host: HostConnection, origin: string): Promise<Enrolment | null> =>
  (await openEnrolments(host)).find((enrolment) => enrolment.origin === origin) ?? null

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
      again: false,
    })
    await dispatch({ type: 'prepared', enrolment, request, resumed: id !== null })
  } catch (error) {
    // The key may have been made before the error: the host's journal knows.
    const made = await openEnrolments(host).catch(() => [])
    await dispatch({ type: 'prepare-failed', error: toReport(error), enrolment: resumable(made, wanted) })
  }
}

export const install = async (host: HostConnection, effect: Do<'install'>, dispatch: Dispatch) => {
  const { enrolment, answer } = effect
  try {
    const result = await host.call('enrolment.install', {
      enrolment: enrolment.id,
      origin: enrolment.origin,
      answer,
      issuers: [],
      bankAhead: null,
      acceptSubjectOf: null,
    })
    await dispatch({ type: 'installed', ...result })
  } catch (error) {
    // How far it came (is the answer saved?) stands in the host's journal.
    const open = await openEnrolments(host).catch(() => [])
    const now = open.find(({ id }) => id === enrolment.id) ?? enrolment
    await dispatch({ type: 'install-failed', error: toReport(error), enrolment: now })
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
    await dispatch({ type: 'discarded', enrolment: enrolment.id })
  } catch (error) {
    await dispatch({ type: 'discard-failed', error: toReport(error), enrolment })
  }
}
