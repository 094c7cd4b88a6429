import { sameName } from '../../src/certificate/certificate.ts'
import { readCertificate } from '../../src/pki/certificate.ts'
import { KoshinError } from '../../src/protocol/errors.ts'
import { sourcesNaming } from '../os-store/sources.ts'
import { withDrivers } from '../pkcs11/drivers.ts'
import { isNamed, readCertificateUri } from '../pkcs11/names.ts'
import { sha256 } from '../pkcs11/signature.ts'
import type { TokenSession } from '../pkcs11/token-session.ts'
import type { StoredCertificate, TokenFacts } from '../pkcs11/verbs.ts'
import { clientCertificates, pickCertificate } from './certificate-entry.ts'
import type { HostContext } from './context.ts'

/** The certificate that a new one is to follow. */

/** Its DER: on this token mostly, else on another one that is plugged in. */
export const readFollowed = async (
  uri: string,
  session: TokenSession,
  { storeSources }: HostContext,
): Promise<Buffer> => {
  const query = readCertificateUri(uri)
  if (isNamed(session.token, query.token)) return Buffer.from(pickCertificate(await session.certificates(), query).der)
  return withDrivers(sourcesNaming(storeSources(), query.token), async (drivers) => {
    const { driver, token } = drivers.find(query.token)
    return Buffer.from(pickCertificate(await driver.process.call('list-certificates', { token }), query).der)
  })
}

/**
 * Somebody has renewed it meanwhile (another computer, the branch): a second renewal would cost a fee and a key for
 * nothing, so the user is asked first.
 * @param stored what lies on the token that the new key is for
 * @param again the user has been asked
 * @throws KoshinError already-renewed; certificate-unreadable
 */
export const refuseRenewed = (
  followed: Uint8Array,
  stored: readonly StoredCertificate[],
  token: TokenFacts,
  again: boolean,
): void => {
  if (again) return
  const { subject, issuer, notAfter } = readCertificate(followed, sha256)
  const successor = clientCertificates(token, stored).find(
    (one) =>
      one.notAfter > notAfter && one.key !== 'absent' && sameName(one.subject, subject) && sameName(one.issuer, issuer),
  )
  if (successor !== undefined) throw new KoshinError('already-renewed', { detail: `until ${successor.notAfter}` })
}
