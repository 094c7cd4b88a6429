import { basename } from 'node:path'
import type { Sight } from '../../src/protocol/host.ts'
import type { HostContext } from '../commands/context.ts'
import { sourcesNaming } from '../os-store/sources.ts'
import { type Drivers, type TokenInDriver, withDrivers } from '../pkcs11/drivers.ts'
import { readTokenUri } from '../pkcs11/names.ts'
import type { StoreSource } from '../pkcs11/store-source.ts'
import { kindOf } from '../pkcs11/token-facts.ts'
import { databaseView } from './database-view.ts'
import { manifestView } from './manifest-view.ts'
import { showsToken } from './shows-token.ts'
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

/** The path of the driver that shows a token; where two have the same file name, they are asked. */
const driverOf = async ({ driver, token }: TokenInDriver, sources: readonly StoreSource[]): Promise<string> => {
  const named = sources.flatMap((source) =>
    source.kind === 'module' && basename(source.path) === driver.name ? [source.path] : [],
  )
  for (const path of named.slice(0, -1)) if (await showsToken(path, token)) return path
  return named.at(-1) ?? driver.name
}

const tokenView = async (
  found: TokenInDriver,
  sources: readonly StoreSource[],
  caller: HostContext['caller'],
): Promise<View> => {
  if (caller === 'firefox') return manifestView(await driverOf(found, sources))
  if (process.platform === 'win32' || process.platform === 'darwin') return systemView(found)
  return databaseView(await driverOf(found, sources), found.token)
}

/** @throws KoshinError as Drivers.find does */
export const withView = <T>(
  store: string,
  { storeSources, caller }: Pick<HostContext, 'storeSources' | 'caller'>,
  work: (view: View) => Promise<T>,
): Promise<T> => {
  const query = readTokenUri(store)
  const sources = sourcesNaming(storeSources(), query)
  return withDrivers(sources, async (drivers: Drivers) => {
    const found = drivers.find(query)
    return work(kindOf(found.token.keeper) === 'computer' ? storeView(found) : await tokenView(found, sources, caller))
  })
}
