import { KoshinError } from '../../src/protocol/errors.ts'
import type { HostParams, HostResult } from '../../src/protocol/host.ts'
import { isWritten } from '../journal/record.ts'
import type { HostContext } from './context.ts'
import { enrolmentView, keyIdOf } from './enrolment-view.ts'

/** Removes the new key, which nobody has a certificate for, and closes the enrolment. */
export const enrolmentDiscard = async (
  { enrolment }: HostParams<'enrolment.discard'>,
  { journal, sessions }: HostContext,
): Promise<HostResult<'enrolment.discard'>> => {
  const record = journal.read(enrolment)
  if (record.state === 'discarded') return { enrolment: enrolmentView(record) }
  if (isWritten(record)) throw new KoshinError('enrolment-state', { detail: record.state })
  const reason = { origin: record.origin, bankName: record.bankName, purpose: 'discard' } as const
  return sessions.use(record.token, reason, false, async (session) => {
    const id = keyIdOf(record)
    const { key, certificates } = await session.call('find', { id })
    // The journal may be a step behind: then the certificate is there and must be installed to its end instead.
    if (certificates.length > 0) throw new KoshinError('enrolment-state', { detail: 'certificate on token' })
    if (key !== 'none') await session.call('remove-key', { id })
    const discarded = journal.advance(record.id, 'discarded')
    journal.removeAnswers(record.id)
    return { enrolment: enrolmentView(discarded) }
  })
}
