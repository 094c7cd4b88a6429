import { KoshinError } from '../../src/protocol/errors.ts'
import type { HostParams, HostResult } from '../../src/protocol/host.ts'
import type { CertificateEntry } from '../../src/protocol/schema.ts'
import { log } from '../log.ts'
import { sourcesNaming } from '../os-store/sources.ts'
import { type TokenInDriver, withDrivers } from '../pkcs11/drivers.ts'
import { readTokenUri } from '../pkcs11/names.ts'
import { clientCertificates } from './certificate-entry.ts'
import type { HostContext } from './context.ts'
import { reconcile } from './reconcile.ts'
import { strayKeysOn } from './stray-keys.ts'

interface OnToken {
  readonly certificates: readonly CertificateEntry[]
  readonly strayKeys: number
}

const seenOn = async (found: TokenInDriver, context: HostContext): Promise<OnToken> => {
  const { driver, token } = found
  const stored = await driver.process.call('list-certificates', { token })
  await reconcile(token, stored, context)
  const strays = await strayKeysOn(found, context)
  return { certificates: clientCertificates(token, stored), strayKeys: strays.length }
}

/** Where all are asked for, a token that fails does not hide the others. */
const seenOrNothing = async (found: TokenInDriver, context: HostContext): Promise<OnToken> => {
  try {
    return await seenOn(found, context)
  } catch (error) {
    if (!(error instanceof KoshinError)) throw error
    log('token cannot be read', { code: error.code, ckr: error.data.ckr, module: found.driver.name })
    return { certificates: [], strayKeys: 0 }
  }
}

/** The client certificates of one token, or of all. No PIN is asked. */
export const certificateList = async (
  { store }: HostParams<'certificate.list'>,
  context: HostContext,
): Promise<HostResult<'certificate.list'>> => {
  const query = store === null ? null : readTokenUri(store)
  const sources = query === null ? context.storeSources() : sourcesNaming(context.storeSources(), query)
  return withDrivers(sources, async (drivers) => {
    const seen: OnToken[] = []
    if (query !== null) seen.push(await seenOn(drivers.find(query), context))
    else for (const found of drivers.tokens) seen.push(await seenOrNothing(found, context))
    return {
      certificates: seen.flatMap(({ certificates }) => certificates),
      strayKeys: seen.reduce((sum, { strayKeys }) => sum + strayKeys, 0),
    }
  })
}
