import type { Sight } from '../../src/protocol/host.ts'
import type { HostContext } from '../commands/context.ts'
import { sourcesNaming } from '../os-store/sources.ts'
import { type TokenInDriver, withDrivers } from '../pkcs11/drivers.ts'
import { readTokenUri } from '../pkcs11/names.ts'
import { databaseView } from './database-view.ts'
import { manifestView } from './manifest-view.ts'
import { systemView } from './system-view.ts'
import type { View } from './view.ts'

/** A store of the computer is some browser's, or the system's: nothing makes another browser look there. */
const storeView = ({ driver, token }: TokenInDriver): View => {
  const way = token.keeper.startsWith('nss-') ? 'nss-database' : 'system'
  const sight: Sight = driver.ownBrowser
    ? { seen: 'yes', way, module: null }
    : { seen: 'no', way: 'none', module: null }
  return { look: async () => sight, connect: async () => {} }
}

/** A browser is given no other driver than one that the configuration or the list of known ones names. */
const viewOf = (found: TokenInDriver, caller: HostContext['caller']): View => {
  const { path } = found.driver
  if (path === null) return storeView(found)
  if (caller === 'firefox') return manifestView(path)
  if (process.platform === 'win32' || process.platform === 'darwin') return systemView(found)
  return databaseView(path, found.token)
}

/** @throws KoshinError as Drivers.find does */
export const withView = <T>(
  store: string,
  { storeSources, caller }: Pick<HostContext, 'storeSources' | 'caller'>,
  work: (view: View) => Promise<T>,
): Promise<T> => {
  const query = readTokenUri(store)
  const sources = sourcesNaming(storeSources(), query)
  return withDrivers(sources, (drivers) => work(viewOf(drivers.find(query), caller)))
}
