import { removable } from '../../src/certificate/removable.ts'
import { KoshinError } from '../../src/protocol/errors.ts'
import type { CertificateEntry } from '../../src/protocol/schema.ts'
import { type EnrolmentRecord, isOpen } from '../journal/record.ts'
import { log } from '../log.ts'
import { type TokenInDriver, withDrivers } from '../pkcs11/drivers.ts'
import { type CertificateQuery, isNamed, sameToken, type TokenName } from '../pkcs11/names.ts'
import { hexOf, sha256 } from '../pkcs11/signature.ts'
import { clientCertificates } from './certificate-entry.ts'
import type { HostContext } from './context.ts'

/** Whether a certificate may be removed, decided from what lies in the stores now, whatever the extension has shown. */

interface Seen {
  readonly token: TokenName
  readonly certificates: readonly CertificateEntry[]
}

const seenIn = async ({ driver, token }: TokenInDriver): Promise<Seen> => {
  const stored = await driver.process.call('list-certificates', { token })
  return { token, certificates: clientCertificates(token, stored) }
}

/** A store that cannot be read shows no successor, so that less may be removed. */
const seenOrNothing = async (found: TokenInDriver): Promise<Seen> => {
  try {
    return await seenIn(found)
  } catch (error) {
    if (!(error instanceof KoshinError)) throw error
    log('token cannot be read', { code: error.code, ckr: error.data.ckr, module: found.driver.name })
    return { token: found.token, certificates: [] }
  }
}

const seenNow = ({ storeSources }: HostContext): Promise<Seen[]> =>
  withDrivers(storeSources(), async ({ tokens }) => {
    const seen: Seen[] = []
    for (const found of tokens) seen.push(await seenOrNothing(found))
    return seen
  })

/** The one that the user was shown; an authority's is never among them. @throws KoshinError certificate-missing */
const chosen = (seen: readonly Seen[], query: CertificateQuery, digest: string): CertificateEntry => {
  const found = seen
    .filter(({ token }) => isNamed(token, query.token))
    .flatMap(({ certificates }) => certificates)
    .find((one) => one.sha256 === digest && (query.sha256 ?? digest) === digest)
  if (found === undefined) throw new KoshinError('certificate-missing')
  return found
}

export interface Grounds {
  readonly certificate: CertificateEntry
  /** One of them must sign before it goes, the newest before the others; none where it has expired. */
  readonly successors: readonly CertificateEntry[]
}

/** @param digest of the certificate that the user was shown. @throws KoshinError certificate-missing, certificate-needed */
export const removalGrounds = async (
  query: CertificateQuery,
  digest: string,
  context: HostContext,
): Promise<Grounds> => {
  const seen = await seenNow(context)
  const certificate = chosen(seen, query, digest)
  const all = seen.flatMap(({ certificates }) => certificates)
  const decision = removable(certificate, all, context.now())
  if (decision.reason === 'needed') throw new KoshinError('certificate-needed')
  return { certificate, successors: decision.reason === 'successor-unproven' ? decision.successors : [] }
}

const digestOf = (base64: string): string => hexOf(sha256(Buffer.from(base64, 'base64')))

/** A renewal that is open needs the certificate that it follows, and the one that it has written itself. */
const isNeededBy = (record: EnrolmentRecord, token: TokenName, id: Uint8Array, digest: string): boolean => {
  const isFollowed = record.previous !== null && digestOf(record.previous) === digest
  return isOpen(record) && (isFollowed || (sameToken(record.token, token) && record.keyId === hexOf(id)))
}

/** @throws KoshinError certificate-needed */
export const refuseUnderWay = (
  token: TokenName,
  id: Uint8Array,
  digest: string,
  { journal }: Pick<HostContext, 'journal'>,
): void => {
  if (journal.list().records.some((record) => isNeededBy(record, token, id, digest)))
    throw new KoshinError('certificate-needed', { detail: 'a renewal is under way' })
}
