import { certificateParts } from '../../src/pki/certificate.ts'
import { encodeName, requestInfo, requestInfoOf, signedRequest } from '../../src/pki/request.ts'
import { KoshinError } from '../../src/protocol/errors.ts'
import type { HostParams, HostResult } from '../../src/protocol/host.ts'
import { type EnrolmentRecord, isWritten } from '../journal/record.ts'
import { isNamed, readTokenUri, tokenUri } from '../pkcs11/names.ts'
import { signatureFromToken, verifies } from '../pkcs11/signature.ts'
import type { TokenSession } from '../pkcs11/token-session.ts'
import type { TokenSignature } from '../pkcs11/verbs.ts'
import type { HostContext } from './context.ts'
import { withKey } from './enrolment-key.ts'
import { plan, refuseUnfit } from './enrolment-plan.ts'
import { enrolmentView, keyIdOf, spkiOf } from './enrolment-view.ts'
import { readFollowed, refuseRenewed } from './followed-certificate.ts'

/** Makes a key and a certificate signing request for it; or, with an enrolment that exists, the request alone. */

type Params = HostParams<'enrolment.prepare'>

const SIGNATURES: Record<Params['algorithm'], TokenSignature> = {
  'rsa-2048': 'rsa-sha256',
  'rsa-3072': 'rsa-sha256',
  'rsa-4096': 'rsa-sha256',
  'ec-p256': 'ecdsa-sha256',
  'ec-p384': 'ecdsa-sha384',
}

/** @throws KoshinError enrolment-…: it is another site's, closed, or of another token or kind of key */
const readExisting = (id: string, params: Params, { journal }: HostContext): EnrolmentRecord => {
  const record = journal.read(id)
  if (record.origin !== null && record.origin !== params.origin) throw new KoshinError('enrolment-other-origin')
  // Another window was faster, and has brought it to the end.
  if (record.state === 'done') throw new KoshinError('already-renewed')
  if (isWritten(record) || record.state === 'discarded')
    throw new KoshinError('enrolment-state', { detail: record.state })
  if (!isNamed(record.token, readTokenUri(params.store))) throw new KoshinError('token-wrong')
  if (record.algorithm !== params.algorithm) throw new KoshinError('enrolment-state', { detail: record.algorithm })
  return record
}

/** An enrolment from before, as the journal has it; a rescued one gets what was lost of it. */
const resumed = async (
  record: EnrolmentRecord,
  params: Params,
  session: TokenSession,
  context: HostContext,
): Promise<EnrolmentRecord> => {
  const previous = record.previous ?? (await readFollowed(params.follows, session, context)).toString('base64')
  refuseRenewed(Buffer.from(previous, 'base64'), await session.certificates(), session.token, params.again)
  if (record.origin !== null && record.previous !== null) return record
  const { origin, bank, bankName } = params
  return context.journal.advance(record.id, record.state, { origin, bank, bankName, previous })
}

/** A new record is on the disk before the token is asked for a key, and after the user has given the PIN. */
const planned = async (params: Params, session: TokenSession, context: HostContext): Promise<EnrolmentRecord> => {
  refuseUnfit(session.token, params.algorithm)
  const previous = await readFollowed(params.follows, session, context)
  refuseRenewed(previous, await session.certificates(), session.token, params.again)
  await session.logIn()
  const record = plan(params, session.token, previous, context)
  context.journal.create(record)
  return record
}

const previousOf = ({ previous }: EnrolmentRecord): Uint8Array => {
  if (previous === null) throw new KoshinError('certificate-missing')
  return Buffer.from(previous, 'base64')
}

const subjectOf = (record: EnrolmentRecord, { subject }: Params): Uint8Array =>
  subject === null ? certificateParts(previousOf(record)).subjectDer : encodeName(subject)

const signRequest = async (record: EnrolmentRecord, info: Uint8Array, session: TokenSession): Promise<Uint8Array> => {
  const algorithm = SIGNATURES[record.algorithm]
  const raw = await session.call('sign-request', { id: keyIdOf(record), info, algorithm })
  const signature = signatureFromToken(algorithm, raw)
  if (!verifies(spkiOf(record), algorithm, info, signature))
    throw new KoshinError('proof-failed', { step: 'sign-request' })
  return signedRequest(info, algorithm, signature)
}

/** The same bytes once more where the same is asked: to the bank it is one submission, however often it comes. */
const savedRequest = ({ request }: EnrolmentRecord, info: Uint8Array): Uint8Array | null => {
  const saved = request === null ? null : Buffer.from(request, 'base64')
  return saved !== null && Buffer.compare(requestInfoOf(saved), info) === 0 ? saved : null
}

export const enrolmentPrepare = async (
  params: Params,
  context: HostContext,
): Promise<HostResult<'enrolment.prepare'>> => {
  const existing = params.enrolment === null ? null : readExisting(params.enrolment, params, context)
  const store = readTokenUri(existing === null ? params.store : tokenUri(existing.token))
  const reason = { origin: params.origin, bankName: params.bankName, purpose: 'make-key' } as const
  return context.sessions.use(store, reason, true, async (session) => {
    const record = await (existing === null
      ? planned(params, session, context)
      : resumed(existing, params, session, context))
    const withItsKey = await withKey(record, session, context)
    const info = requestInfo(subjectOf(withItsKey, params), spkiOf(withItsKey))
    context.progress('signing')
    const der = savedRequest(withItsKey, info) ?? (await signRequest(withItsKey, info, session))
    const request = Buffer.from(der).toString('base64')
    const requested = context.journal.advance(record.id, 'requested', { request })
    return { enrolment: enrolmentView(requested), request }
  })
}
