import { certificateParts } from '../../src/pki/certificate.ts'
import { KoshinError } from '../../src/protocol/errors.ts'
import type { HostParams, HostResult } from '../../src/protocol/host.ts'
import type { EnrolmentRecord } from '../journal/record.ts'
import type { TokenSession } from '../pkcs11/token-session.ts'
import type { HeldObjects } from '../pkcs11/verbs.ts'
import { takeAnswer } from './bank-answer.ts'
import type { HostContext } from './context.ts'
import { isForKey, requireKey, stepFor } from './enrolment-key.ts'
import { enrolmentView, issuedCertificate, keyIdOf, labelOf, newCertificateEntry } from './enrolment-view.ts'
import { prove } from './proof.ts'

/** Puts the bank's answer beside its key, and shows that both belong together. Can be done again after any failure. */

type Params = HostParams<'enrolment.install'>

/** @throws KoshinError enrolment-…: it is another site's, or has no key that an answer could be for */
const readOpen = ({ enrolment, origin }: Params, { journal }: HostContext): EnrolmentRecord => {
  const record = journal.read(enrolment)
  if (record.origin !== null && record.origin !== origin) throw new KoshinError('enrolment-other-origin')
  if (record.spki === null || record.state === 'discarded')
    throw new KoshinError('enrolment-state', { detail: record.state })
  return record
}

/** The newest saved answer that will do; where none does, what is wrong with the newest. @throws KoshinError answer-… */
const fromSaved = async (record: EnrolmentRecord, params: Params, context: HostContext): Promise<EnrolmentRecord> => {
  let first: unknown = new KoshinError('answer-missing')
  for (const [at, { raw }] of context.journal.answers(record.id).entries()) {
    try {
      return await takeAnswer(record, raw, params, context)
    } catch (error) {
      if (!(error instanceof KoshinError)) throw error
      if (at === 0) first = error
    }
  }
  throw first
}

/** @throws KoshinError answer-…, enrolment-… */
const issued = async (params: Params, context: HostContext): Promise<EnrolmentRecord> => {
  const record = readOpen(params, context)
  if (params.answer === null && record.certificate !== null) return record
  context.progress('checking-answer')
  if (params.answer === null) return fromSaved(record, params, context)
  const raw = Buffer.from(params.answer, 'base64')
  context.journal.saveAnswer(record, raw)
  return takeAnswer(record, raw, params, context)
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

/** The token has another certificate for this key than the journal: the token is right, if the certificate is. */
const adopted = (
  record: EnrolmentRecord,
  held: HeldObjects,
  params: Params,
  context: HostContext,
): Promise<EnrolmentRecord> => {
  const other = held.certificates.find((der) => isForKey(held, der))
  if (other === undefined) throw new KoshinError('internal', { detail: 'no certificate to adopt' })
  return takeAnswer(record, other, params, context)
}

const install = async (
  before: EnrolmentRecord,
  session: TokenSession,
  params: Params,
  context: HostContext,
): Promise<EnrolmentRecord> => {
  const { journal, progress } = context
  const id = keyIdOf(before)
  const held = await session.call('find', { id })
  const step = stepFor(before, held, true)
  if (step === 'key-lost') throw new KoshinError('key-missing')
  requireKey(before, held)
  const record = step === 'adopt-certificate' ? await adopted(before, held, params, context) : before
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
  const record = await issued(params, context)
  if (record.state === 'done') return result(record)
  const reason = { origin: record.origin, bankName: record.bankName, purpose: 'install' } as const
  if (record.state !== 'proven')
    await context.sessions.use(record.token, reason, false, (session) => install(record, session, params, context))
  return result(context.journal.advance(record.id, 'done'))
}
