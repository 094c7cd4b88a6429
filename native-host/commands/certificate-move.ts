import { certificateParts } from '../../src/pki/certificate.ts'
import { KoshinError } from '../../src/protocol/errors.ts'
import type { HostParams, HostResult } from '../../src/protocol/host.ts'
import { withDrivers } from '../pkcs11/drivers.ts'
import { isNamed, readCertificateUri, readTokenUri } from '../pkcs11/names.ts'
import type { TokenSession } from '../pkcs11/token-session.ts'
import type { StoredCertificate } from '../pkcs11/verbs.ts'
import { type Newcomer, type Placed, place, refuseUnfit } from '../pkcs12/place.ts'
import { pickCertificate } from './certificate-entry.ts'
import type { HostContext } from './context.ts'

/** From one of the computer's own stores to another place, a token mostly. The first one stays as it is. */

type Params = HostParams<'certificate.move'>

const REASON = { origin: null, bankName: '', purpose: 'move' } as const

/** A token's key never leaves it. @throws KoshinError key-stays, before anybody is asked for a PIN */
const refuseToken = ({ certificate }: Params, { storeSources }: HostContext): Promise<void> =>
  withDrivers(storeSources(), async (drivers) => {
    if (drivers.find(readCertificateUri(certificate).token).token.keeper === 'token') throw new KoshinError('key-stays')
  })

/** What is to go, after the log-in that shows its key. @throws KoshinError key-stays, certificate-missing */
const leaving = async (session: TokenSession, { certificate }: Params): Promise<StoredCertificate> => {
  const query = readCertificateUri(certificate)
  const seen = pickCertificate(await session.certificates(), query)
  if (seen.mayLeave === 'no') throw new KoshinError('key-stays')
  await session.logIn()
  const { protection } = await session.call('find', { id: seen.id })
  if (protection?.extractable === false) throw new KoshinError('key-stays')
  return seen
}

/** The key is taken out when the other store asks for it, and lives no longer than that. */
const moved = async (
  { id, der, label }: StoredCertificate,
  from: TokenSession,
  to: TokenSession,
  { progress }: HostContext,
): Promise<Placed> => {
  const { spki } = certificateParts(der)
  const taken: Uint8Array[] = []
  const key: Newcomer['key'] = async () => {
    const pkcs8 = await from.call('export-key', { id, spki })
    taken.push(pkcs8)
    return pkcs8
  }
  try {
    return await place({ certificate: der, spki, chain: [], name: label, key }, to, progress)
  } finally {
    for (const pkcs8 of taken) pkcs8.fill(0)
  }
}

export const certificateMove = async (
  params: Params,
  context: HostContext,
): Promise<HostResult<'certificate.move'>> => {
  const source = readCertificateUri(params.certificate).token
  const target = readTokenUri(params.store)
  await refuseToken(params, context)
  return context.sessions.use(source, REASON, false, async (from) => {
    if (isNamed(from.token, target)) throw new KoshinError('message-invalid', { step: 'uri', detail: 'the same store' })
    const stored = await leaving(from, params)
    return context.sessions.use(target, REASON, false, async (to) => {
      refuseUnfit(to.token, { certificate: stored.der })
      await to.logIn()
      const { certificate } = await moved(stored, from, to, context)
      return { certificate }
    })
  })
}
