import type { HostParams, HostResult } from '../../src/protocol/host.ts'
import { readCertificateUri } from '../pkcs11/names.ts'
import { certificateEntry, pickCertificate } from './certificate-entry.ts'
import type { HostContext } from './context.ts'
import { prove } from './proof.ts'

/** Tries a certificate that is already there. */
export const certificateProve = async (
  { certificate: uri, origin }: HostParams<'certificate.prove'>,
  { sessions, progress }: HostContext,
): Promise<HostResult<'certificate.prove'>> => {
  const query = readCertificateUri(uri)
  return sessions.use(query.token, { origin, bankName: '', purpose: 'prove' }, false, async (session) => {
    const stored = pickCertificate(await session.certificates(), query)
    await session.logIn()
    progress('proving')
    await prove(session, stored.id, stored.der)
    return { certificate: certificateEntry(session.token, { ...stored, key: 'present' }, query.sha256 === null) }
  })
}
