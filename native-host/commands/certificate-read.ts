import type { CertificateUsage } from '../../src/certificate/usage.ts'
import { chainOf } from '../../src/pki/pkcs12-pairs.ts'
import { readUsage } from '../../src/pki/usage.ts'
import { KoshinError } from '../../src/protocol/errors.ts'
import { type HostParams, type HostResult, MAX_CERTIFICATE_BASE64, MAX_ISSUERS } from '../../src/protocol/host.ts'
import { sourcesNaming } from '../os-store/sources.ts'
import { withDrivers } from '../pkcs11/drivers.ts'
import { readCertificateUri } from '../pkcs11/names.ts'
import { FILE_CRYPTOGRAPHY } from '../pkcs12/file-cryptography.ts'
import { isAuthority, pickCertificate } from './certificate-entry.ts'
import type { HostContext } from './context.ts'

const base64 = (der: Uint8Array): string => Buffer.from(der).toString('base64')

/** An odd extension is no reason to keep the certificate from whoever wants to look at it. */
const usageOf = (der: Uint8Array): CertificateUsage | null => {
  try {
    return readUsage(der)
  } catch (error) {
    if (error instanceof KoshinError) return null
    throw error
  }
}

/** A certificate as it lies in its store, with the issuers beside it. @throws KoshinError certificate-missing, certificate-unreadable */
export const certificateRead = async (
  { certificate: uri }: HostParams<'certificate.read'>,
  { storeSources }: HostContext,
): Promise<HostResult<'certificate.read'>> => {
  const query = readCertificateUri(uri)
  return withDrivers(sourcesNaming(storeSources(), query.token), async (drivers) => {
    const { driver, token } = drivers.find(query.token)
    const stored = await driver.process.call('list-certificates', { token })
    const { der } = pickCertificate(stored, query)
    const certificate = base64(der)
    if (certificate.length > MAX_CERTIFICATE_BASE64)
      throw new KoshinError('certificate-unreadable', { detail: 'too large' })
    const unmarked = stored.map((one) => one.der).filter((one) => isAuthority(one))
    const authorities = [...unmarked, ...(await driver.process.call('list-authorities', { token }))]
    const issuers = chainOf(der, authorities, FILE_CRYPTOGRAPHY.isIssuedBy).map(base64)
    const fitting = issuers.filter(({ length }) => length <= MAX_CERTIFICATE_BASE64).slice(0, MAX_ISSUERS)
    return { certificate, issuers: fitting, usage: usageOf(der) }
  })
}
