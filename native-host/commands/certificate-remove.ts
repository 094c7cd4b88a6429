import { KoshinError } from '../../src/protocol/errors.ts'
import type { HostParams, HostResult } from '../../src/protocol/host.ts'
import type { CertificateEntry } from '../../src/protocol/schema.ts'
import { readCertificateUri } from '../pkcs11/names.ts'
import { requireWritable } from '../pkcs11/require-writable.ts'
import { kindOf } from '../pkcs11/token-facts.ts'
import type { TokenSession } from '../pkcs11/token-session.ts'
import type { StoredCertificate } from '../pkcs11/verbs.ts'
import { pickCertificate } from './certificate-entry.ts'
import type { HostContext } from './context.ts'
import { prove } from './proof.ts'
import { refuseUnderWay, removalGrounds } from './removal-grounds.ts'
import { keepRemoved } from './removed-certificates.ts'

/** Removes an old certificate and its key, after its successor has signed in this very operation. Can be done again after any failure. */

const isUnfit = (error: unknown): boolean =>
  error instanceof KoshinError && ['proof-failed', 'key-missing'].includes(error.code)

/** @returns whether it has signed */
const signs = async (
  successor: CertificateEntry,
  session: TokenSession,
  { progress }: HostContext,
): Promise<boolean> => {
  const { id, der } = pickCertificate(await session.certificates(), readCertificateUri(successor.uri))
  await session.logIn()
  progress('proving')
  try {
    await prove(session, id, der)
    return true
  } catch (error) {
    if (!isUnfit(error)) throw error
    return false
  }
}

const signsElsewhere = (successor: CertificateEntry, context: HostContext): Promise<boolean> => {
  const { token } = readCertificateUri(successor.uri)
  const reason = { origin: null, bankName: '', purpose: 'prove' } as const
  return context.sessions.use(token, reason, false, (session) => signs(successor, session, context))
}

/** What the journal says of a proof may be a year old. @throws KoshinError successor-unproven */
const requireProof = async (
  successors: readonly CertificateEntry[],
  store: string,
  session: TokenSession,
  context: HostContext,
): Promise<void> => {
  const here = successors.filter((one) => one.store === store)
  for (const successor of here) if (await signs(successor, session, context)) return
  for (const successor of successors)
    if (!here.includes(successor) && (await signsElsewhere(successor, context))) return
  if (successors.length > 0) throw new KoshinError('successor-unproven')
}

const isSame = (a: StoredCertificate, b: StoredCertificate): boolean =>
  Buffer.compare(a.der, b.der) === 0 && Buffer.compare(a.id, b.id) === 0

const remove = async (
  stored: StoredCertificate,
  digest: string,
  session: TokenSession,
  { progress }: HostContext,
): Promise<void> => {
  await session.logIn()
  progress('removing')
  keepRemoved(digest, stored.der)
  await session.call('remove-pair', { id: stored.id, der: stored.der })
  progress('reading-back')
  if ((await session.certificates()).some((left) => isSame(left, stored)))
    throw new KoshinError(kindOf(session.token.keeper) === 'token' ? 'token-failed' : 'computer-store-failed', {
      detail: 'the certificate is still there',
    })
}

/** @throws KoshinError certificate-missing, certificate-needed, successor-unproven, and what log-in and the store say */
export const certificateRemove = async (
  { certificate: uri, sha256: digest }: HostParams<'certificate.remove'>,
  context: HostContext,
): Promise<HostResult<'certificate.remove'>> => {
  const query = readCertificateUri(uri)
  const { certificate, successors } = await removalGrounds(query, digest, context)
  const reason = { origin: null, bankName: '', purpose: 'remove' } as const
  return context.sessions.use(query.token, reason, false, async (session) => {
    const stored = pickCertificate(await session.certificates(), { id: query.id, sha256: digest })
    requireWritable(session.token)
    refuseUnderWay(session.token, stored.id, digest, context)
    await requireProof(successors, certificate.store, session, context)
    await remove(stored, digest, session, context)
    return { certificate }
  })
}
