import { commonName } from '../../src/certificate/certificate.ts'
import { certificateParts, readCertificate } from '../../src/pki/certificate.ts'
import { chainOf } from '../../src/pki/pkcs12-pairs.ts'
import { KoshinError } from '../../src/protocol/errors.ts'
import type { HostParams, HostResult } from '../../src/protocol/host.ts'
import { sourcesNaming } from '../os-store/sources.ts'
import { withDrivers } from '../pkcs11/drivers.ts'
import { readCertificateUri, readTokenUri, type TokenQuery } from '../pkcs11/names.ts'
import { sha256 } from '../pkcs11/signature.ts'
import type { TokenSession } from '../pkcs11/token-session.ts'
import type { StoredCertificate } from '../pkcs11/verbs.ts'
import { FILE_CRYPTOGRAPHY } from '../pkcs12/file-cryptography.ts'
import { type Newcomer, type Placed, place, refuseUnfit } from '../pkcs12/place.ts'
import { isAuthority, pickCertificate } from './certificate-entry.ts'
import type { HostContext } from './context.ts'

/** From one of the computer's own stores onto a token. The first one stays as it is. */

type Params = HostParams<'certificate.move'>

const REASON = { origin: null, bankName: '', purpose: 'move' } as const

/**
 * A token's key never leaves it, and nothing makes a key a second one in this computer. (Two hosts that each wait for the other's
 * store there cannot be, either.)
 * @throws KoshinError key-stays, message-invalid, or as Drivers.find does: before anybody is asked for a PIN
 */
const requireWay = (from: TokenQuery, to: TokenQuery, { storeSources }: HostContext): Promise<void> => {
  const sources = storeSources()
  const both = new Set([from, to].flatMap((query) => sourcesNaming(sources, query)))
  return withDrivers([...both], async (drivers) => {
    if (drivers.find(from).token.keeper === 'token') throw new KoshinError('key-stays')
    if (drivers.find(to).token.keeper === 'token') return
    throw new KoshinError('message-invalid', { step: 'uri', detail: 'no token' })
  })
}

type Leaving = Pick<StoredCertificate, 'id' | 'der'> & Pick<Newcomer, 'name' | 'chain'>

/** Systems know certificates without a label, and a token without one shows nothing that a person would know. */
const nameOf = ({ label, der }: StoredCertificate): string => label || commonName(readCertificate(der, sha256).subject)

const leavingFrom = (stored: readonly StoredCertificate[], seen: StoredCertificate): Leaving => ({
  id: seen.id,
  der: seen.der,
  name: nameOf(seen),
  chain: chainOf(
    seen.der,
    stored.map(({ der }) => der).filter((der) => isAuthority(der)),
    FILE_CRYPTOGRAPHY.isIssuedBy,
  ),
})

/** What is to go, after the log-in that shows its key. @throws KoshinError key-stays, certificate-missing */
const leaving = async (session: TokenSession, { certificate }: Params): Promise<Leaving> => {
  const stored = await session.certificates()
  const seen = pickCertificate(stored, readCertificateUri(certificate))
  if (seen.mayLeave === 'no') throw new KoshinError('key-stays')
  await session.logIn()
  const { protection } = await session.call('find', { id: seen.id })
  if (protection?.extractable === false) throw new KoshinError('key-stays')
  return leavingFrom(stored, seen)
}

/** The key is taken out when the other store asks for it, and lives no longer than that. */
const moved = async (
  { id, der, name, chain }: Leaving,
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
    return await place({ certificate: der, spki, chain, name, key }, to, progress)
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
  await requireWay(source, target, context)
  return context.sessions.use(source, REASON, false, async (from) => {
    const goes = await leaving(from, params)
    return context.sessions.use(target, REASON, false, async (to) => {
      refuseUnfit(to.token, { certificate: goes.der })
      await to.logIn()
      const { certificate } = await moved(goes, from, to, context)
      return { certificate }
    })
  })
}
