import { KoshinError } from '../../src/protocol/errors.ts'
import type { HostParams, HostResult } from '../../src/protocol/host.ts'
import type { CertificateEntry } from '../../src/protocol/schema.ts'
import { log } from '../log.ts'
import { type TokenInDriver, withDrivers } from '../pkcs11/drivers.ts'
import { readTokenUri } from '../pkcs11/names.ts'
import { clientCertificates } from './certificate-entry.ts'
import type { HostContext } from './context.ts'

const entriesOn = async ({ driver, token }: TokenInDriver): Promise<CertificateEntry[]> =>
  clientCertificates(token, await driver.process.call('list-certificates', { token }))

/** Where all are asked for, a token that fails does not hide the others. */
const entriesOrNone = async (found: TokenInDriver): Promise<CertificateEntry[]> => {
  try {
    return await entriesOn(found)
  } catch (error) {
    if (!(error instanceof KoshinError)) throw error
    log('token cannot be read', { code: error.code, ckr: error.data.ckr, module: found.driver.name })
    return []
  }
}

/** The client certificates of one token, or of all. No PIN is asked. */
export const certificateList = async (
  { store }: HostParams<'certificate.list'>,
  { driverPaths }: HostContext,
): Promise<HostResult<'certificate.list'>> => {
  const query = store === null ? null : readTokenUri(store)
  return withDrivers(driverPaths(), async (drivers) => {
    if (query !== null) return { certificates: await entriesOn(drivers.find(query)), strayKeys: 0 }
    const certificates: CertificateEntry[] = []
    for (const found of drivers.tokens) certificates.push(...(await entriesOrNone(found)))
    return { certificates, strayKeys: 0 }
  })
}
