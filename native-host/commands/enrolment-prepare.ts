import { commonName } from '../../src/certificate/certificate.ts'
import { certificateParts, readCertificate } from '../../src/pki/certificate.ts'
import { encodeName, requestInfo, signedRequest } from '../../src/pki/request.ts'
import { KoshinError } from '../../src/protocol/errors.ts'
import type { HostParams, HostResult } from '../../src/protocol/host.ts'
import { type EnrolmentRecord, isWritten } from '../journal/record.ts'
import { withDrivers } from '../pkcs11/drivers.ts'
import { isNamed, readCertificateUri, readTokenUri, tokenUri } from '../pkcs11/names.ts'
import { sha256, signatureFromToken, verifies } from '../pkcs11/signature.ts'
import type { TokenSession } from '../pkcs11/token-session.ts'
import type { TokenFacts, TokenSignature } from '../pkcs11/verbs.ts'
import { JOURNAL_SCHEMA } from '../version.ts'
import { pickCertificate } from './certificate-entry.ts'
import type { HostContext } from './context.ts'
import { withKey } from './enrolment-key.ts'
import { enrolmentView, keyIdOf } from './enrolment-view.ts'

/** Makes a key and a certificate signing request for it; or, with an enrolment that exists, the request alone. */

type Params = HostParams<'enrolment.prepare'>

const SIGNATURES: Record<Params['algorithm'], TokenSignature> = {
  'rsa-2048': 'rsa-sha256',
  'rsa-3072': 'rsa-sha256',
  'rsa-4096': 'rsa-sha256',
  'ec-p256': 'ecdsa-sha256',
  'ec-p384': 'ecdsa-sha384',
}

/** @throws KoshinError token-read-only, token-unsupported: before a PIN is asked */
const refuseUnfit = (token: TokenFacts, { algorithm }: Params): void => {
  if (token.writeProtected) throw new KoshinError('token-read-only')
  if (!token.keyAlgorithms.includes(algorithm)) throw new KoshinError('token-unsupported', { detail: algorithm })
}

/** The certificate that is followed: on this token mostly, else on another one that is plugged in. */
const readFollowed = async (uri: string, session: TokenSession, { driverPaths }: HostContext): Promise<Uint8Array> => {
  const query = readCertificateUri(uri)
  if (isNamed(session.token, query.token)) return pickCertificate(await session.certificates(), query).der
  return withDrivers(driverPaths(), async (drivers) => {
    const { driver, token } = drivers.find(query.token)
    return pickCertificate(await driver.process.call('list-certificates', { token }), query).der
  })
}

const plan = (
  params: Params,
  token: TokenFacts,
  previous: Uint8Array,
  { now, random }: HostContext,
): EnrolmentRecord => {
  const time = new Date(now()).toISOString()
  const { label, manufacturer, model, serialNumber } = token
  return {
    schema: JOURNAL_SCHEMA,
    id: Buffer.from(random(16)).toString('hex'),
    state: 'planned',
    createdAt: time,
    updatedAt: time,
    origin: params.origin,
    bank: params.bank,
    bankName: params.bankName,
    token: { label, manufacturer, model, serialNumber },
    algorithm: params.algorithm,
    keyId: Buffer.from(random(20)).toString('hex'),
    subject: commonName(readCertificate(previous, sha256).subject).slice(0, 256),
    previous: Buffer.from(previous).toString('base64'),
    spki: null,
    request: null,
    certificate: null,
  }
}

/** @throws KoshinError enrolment-…: it is another site's, closed, or of another token or kind of key */
const readExisting = (id: string, params: Params, { journal }: HostContext): EnrolmentRecord => {
  const record = journal.read(id)
  if (record.origin !== params.origin) throw new KoshinError('enrolment-other-origin')
  if (isWritten(record) || record.state === 'discarded')
    throw new KoshinError('enrolment-state', { detail: record.state })
  if (!isNamed(record.token, readTokenUri(params.store))) throw new KoshinError('token-wrong')
  if (record.algorithm !== params.algorithm) throw new KoshinError('enrolment-state', { detail: record.algorithm })
  return record
}

/** A new record is on the disk before the token is asked for a key, and after the user has given the PIN. */
const planned = async (params: Params, session: TokenSession, context: HostContext): Promise<EnrolmentRecord> => {
  refuseUnfit(session.token, params)
  const previous = await readFollowed(params.follows, session, context)
  const record = plan(params, session.token, previous, context)
  await session.logIn()
  context.journal.create(record)
  return record
}

const subjectOf = (record: EnrolmentRecord, { subject }: Params): Uint8Array =>
  subject === null ? certificateParts(Buffer.from(record.previous, 'base64')).subjectDer : encodeName(subject)

const signRequest = async (
  record: EnrolmentRecord,
  subjectDer: Uint8Array,
  session: TokenSession,
): Promise<Uint8Array> => {
  const spki = Buffer.from(record.spki ?? '', 'base64')
  const info = requestInfo(subjectDer, spki)
  const algorithm = SIGNATURES[record.algorithm]
  const raw = await session.call('sign-request', { id: keyIdOf(record), info, algorithm })
  const signature = signatureFromToken(algorithm, raw)
  if (!verifies(spki, algorithm, info, signature)) throw new KoshinError('proof-failed', { step: 'sign-request' })
  return signedRequest(info, algorithm, signature)
}

export const enrolmentPrepare = async (
  params: Params,
  context: HostContext,
): Promise<HostResult<'enrolment.prepare'>> => {
  const existing = params.enrolment === null ? null : readExisting(params.enrolment, params, context)
  const store = readTokenUri(existing === null ? params.store : tokenUri(existing.token))
  const reason = { origin: params.origin, bankName: params.bankName, purpose: 'make-key' } as const
  return context.sessions.use(store, reason, true, async (session) => {
    const record = existing ?? (await planned(params, session, context))
    const subjectDer = subjectOf(record, params)
    const withItsKey = await withKey(record, session, context)
    context.progress('signing')
    const request = Buffer.from(await signRequest(withItsKey, subjectDer, session)).toString('base64')
    const requested = context.journal.advance(record.id, 'requested', { request })
    return { enrolment: enrolmentView(requested), request }
  })
}
