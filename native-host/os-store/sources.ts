import type { Config } from '../config.ts'
import { driverPaths } from '../pkcs11/module-paths.ts'
import type { StoreSource } from '../pkcs11/store-source.ts'
import type { BrowserFamily } from '../stdio/caller.ts'
import { nssSources } from './nss/nss-sources.ts'

/** Everywhere that certificates and keys are looked for on this computer: drivers of tokens, then its own stores. */

/** @param caller the kind of browser that started the host; null: a person did */
export const storeSources = (config: Config, caller: BrowserFamily | null): StoreSource[] => [
  ...driverPaths(config.modules).map((path) => ({ kind: 'module', path }) as const),
  ...systemSources(caller),
]

const systemSources = (caller: BrowserFamily | null): StoreSource[] => {
  switch (process.platform) {
    case 'win32':
      return [{ kind: 'windows' }]
    case 'darwin':
      return [{ kind: 'macos' }]
    default:
      return nssSources(caller)
  }
}
