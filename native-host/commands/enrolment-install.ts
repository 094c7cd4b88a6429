import { certificateParts } from '../../src/pki/certificate.ts'
import { KoshinError } from '../../src/protocol/errors.ts'
import type { HostParams, HostResult } from '../../src/protocol/host.ts'
import type { EnrolmentRecord } from '../journal/record.ts'
import type { TokenSession } from '../pkcs11/token-session.ts'
import type { HeldObjects } from '../pkcs11/verbs.ts'
import { savedAnswer, takeAnswer } from './bank-answer.ts'
import type { HostContext } from './context.ts'
import { requireKey, stepFor } from './enrolment-key.ts'
import { enrolmentView, issuedCertificate, keyIdOf, labelOf, newCertificateEntry } from './enrolment-view.ts'
import { prove } from './proof.ts'

/** Puts the bank's answer beside its key, and shows that both belong together. Can be done again after any failure. */

type Params = HostParams<'enrolment.install'>

/** @throws KoshinError answer-…, enrolment-… */
const issued = (params: Params, context: HostContext): EnrolmentRecord => {
  const { journal, progress } = context
  const record = journal.read(params.enrolment)
  if (record.origin !== params.origin) throw new KoshinError('enrolment-other-origin')
  if (record.spki === null || record.state === 'discarded')
    throw new KoshinError('enrolment-state', { detail: record.state })
  if (params.answer === null && record.certificate !== null) return record
  progress('checking-answer')
  if (params.answer === null) return takeAnswer(record, savedAnswer(record, context), context)
  const raw = Buffer.from(params.answer, 'base64')
  journal.saveAnswer(record.id, raw)
  return takeAnswer(record, raw, context)
}

/** Written new, never over another; an interrupted write of before goes first. Then read back, byte for byte. */
const write = async (
  record: EnrolmentRecord,
  held: HeldObjects,
  session: TokenSession,
  { progress }: HostContext,
): Promise<void> => {
  const id = keyIdOf(record)
  const der = issuedCertificate(record)
  const { subjectDer, issuerDer, serialNumberDer } = certificateParts(der)
  progress('writing')
  if (held.certificates.length > 0) await session.call('remove-torn-certificates', { id, keep: der })
  await session.call('write-certificate', { id, label: labelOf(record), der, subjectDer, issuerDer, serialNumberDer })
  progress('reading-back')
  const { certificates } = await session.call('find', { id })
  const isKept = certificates.length === 1 && certificates.every((kept) => Buffer.compare(kept, der) === 0)
  if (!isKept) throw new KoshinError('write-not-kept', { detail: `${certificates.length} with this id` })
}

const install = async (
  record: EnrolmentRecord,
  session: TokenSession,
  context: HostContext,
): Promise<EnrolmentRecord> => {
  const { journal, progress } = context
  const id = keyIdOf(record)
  const held = await session.call('find', { id })
  const step = stepFor(record, held, true)
  if (step === 'key-lost') throw new KoshinError('key-missing')
  requireKey(record, held)
  if (step === 'write-certificate') await write(record, held, session, context)
  journal.advance(record.id, 'written')
  progress('proving')
  await prove(session, id, issuedCertificate(record))
  return journal.advance(record.id, 'proven')
}

const result = (record: EnrolmentRecord): HostResult<'enrolment.install'> => ({
  enrolment: enrolmentView(record),
  certificate: newCertificateEntry(record),
})

export const enrolmentInstall = async (
  params: Params,
  context: HostContext,
): Promise<HostResult<'enrolment.install'>> => {
  const record = issued(params, context)
  if (record.state === 'done') return result(record)
  const reason = { origin: record.origin, bankName: record.bankName, purpose: 'install' } as const
  if (record.state !== 'proven')
    await context.sessions.use(record.token, reason, false, (session) => install(record, session, context))
  return result(context.journal.advance(record.id, 'done'))
}
