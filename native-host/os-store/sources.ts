import type { Config } from '../config.ts'
import { driverPaths } from '../pkcs11/module-paths.ts'
import { databaseName, isNamed, type TokenQuery } from '../pkcs11/names.ts'
import type { StoreSource } from '../pkcs11/store-source.ts'
import type { BrowserFamily } from '../stdio/caller.ts'
import { nssSources } from './nss/nss-sources.ts'

/** Everywhere that certificates and keys are looked for on this computer: drivers of tokens, then its own stores. */

/** @param caller the kind of browser that started the host; null: a person did */
export const storeSources = (config: Config, caller: BrowserFamily | null): StoreSource[] => [
  ...driverPaths(config.modules).map((path) => ({ kind: 'module', path }) as const),
  ...systemSources(config, caller),
]

const systemSources = (config: Config, caller: BrowserFamily | null): StoreSource[] => {
  switch (process.platform) {
    case 'win32':
      return [{ kind: 'windows' }]
    case 'darwin':
      return [{ kind: 'macos' }]
    default:
      return nssSources(config.nss, caller)
  }
}

/** Those that may have the store that is meant: a database is known before it is opened, and each costs a process. */
export const sourcesNaming = (sources: readonly StoreSource[], query: TokenQuery): StoreSource[] => {
  const databases = sources.filter(({ kind }) => kind === 'nss')
  const named = databases.filter((source) => source.kind === 'nss' && isNamed(databaseName(source.database), query))
  const isSure = query.serialNumber !== undefined && named.length > 0
  return isSure ? named : sources.filter((source) => source.kind !== 'nss' || named.includes(source))
}
