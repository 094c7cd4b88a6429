import { realpathSync, statSync } from 'node:fs'
import { basename, isAbsolute } from 'node:path'
import { KoshinError } from '../../src/protocol/errors.ts'
import { chromiumDatabase } from '../os-store/nss/chromium-database.ts'
import { driverFile, knownDrivers } from '../pkcs11/module-paths.ts'
import type { TokenFacts } from '../pkcs11/verbs.ts'
import { isFile, type ListedModule, listFile, modulesOf } from './listed-modules.ts'
import { addModule } from './nss-tools.ts'
import { filesLoadedBy, startOf } from './running-browser.ts'
import { showsToken } from './shows-token.ts'
import { type Grounds, sightInDatabase } from './sight-in-database.ts'
import type { View } from './view.ts'

/** Chromium and its kin on Linux: they see what the drivers show that are named in the user's NSS database. */

const PROXY = 'p11-kit-proxy.so'

/** p11-kit's module shows what other modules show; NSS finds it by its file name alone. */
const proxyPath = ({ library }: ListedModule): string | null => {
  if (basename(library) !== PROXY) return null
  if (isAbsolute(library)) return library
  return knownDrivers('linux', '').lastResort.find((path) => driverFile(path) === 'ok') ?? null
}

const isListed = async (database: string, driver: string, token: TokenFacts): Promise<boolean> => {
  const modules = modulesOf(database)
  if (modules.some(({ library }) => isFile(library, driver))) return true
  const proxies = modules.flatMap((module) => proxyPath(module) ?? [])
  for (const proxy of proxies) if (await showsToken(proxy, token)) return true
  return false
}

/** libsoftokn3.so, or libsoftokn3.so.3 in a browser that brings its own. */
const isNss = (file: string): boolean => basename(file).startsWith('libsoftokn3.')

const loadedBy = (browser: number, driver: string): Grounds['loaded'] => {
  const files = filesLoadedBy(browser)
  if (files === null) return null
  return { driver: files.has(realpathSync(driver)), nss: [...files].some(isNss) }
}

/** @param driver absolute path, of a file that is there */
export const databaseView = (driver: string, token: TokenFacts, browser = process.ppid): View => {
  const grounds = async (): Promise<Grounds> => {
    const database = chromiumDatabase()
    return {
      listed: await isListed(database, driver, token),
      loaded: loadedBy(browser, driver),
      startedAt: startOf(browser),
      changedAt: statSync(listFile(database), { throwIfNoEntry: false })?.mtimeMs ?? null,
    }
  }
  return {
    look: async () => ({ seen: sightInDatabase(await grounds()), way: 'nss-database', module: null }),
    connect: async () => {
      if (!(await grounds()).listed) await addModule(chromiumDatabase(), driver)
      if (sightInDatabase(await grounds()) === 'no')
        throw new KoshinError('browser-not-connected', { detail: 'the browser could not load the driver' })
    },
  }
}
