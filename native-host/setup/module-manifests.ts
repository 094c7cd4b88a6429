import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { EXTENSION_ID_FIREFOX } from '../../src/protocol/identity.ts'
import { manifestName, moduleName } from '../browser-view/module-name.ts'
import type { ManifestFile } from './manifests.ts'

/**
 * Native manifests of the type `pkcs11`: Firefox lets our extension install those drivers that have one. MDN, "Native manifests".
 */

const REGISTRY = 'HKCU\\Software\\Mozilla\\PKCS11Modules'

const folderOf = (platform: NodeJS.Platform, home: string, data: string): string => {
  if (platform === 'win32') return join(data, 'pkcs11-modules')
  return platform === 'darwin'
    ? join(home, 'Library/Application Support/Mozilla/PKCS11Modules')
    : join(home, '.mozilla/pkcs11-modules')
}

/** `description` is what the module is called in Firefox's list of devices; it must not be empty. */
const manifestText = (driver: string): string => {
  const manifest = {
    name: manifestName(driver),
    description: moduleName(driver),
    type: 'pkcs11',
    path: driver,
    allowed_extensions: [EXTENSION_ID_FIREFOX],
  }
  return `${JSON.stringify(manifest, null, 2)}\n`
}

/** @param driver absolute path. @param data folder of the launcher, where Windows keeps the files too */
export const moduleManifest = (
  platform: NodeJS.Platform,
  home: string,
  data: string,
  driver: string,
): ManifestFile => ({
  browser: 'Firefox',
  file: join(folderOf(platform, home, data), `${manifestName(driver)}.json`),
  content: manifestText(driver),
  registryKey: platform === 'win32' ? `${REGISTRY}\\${manifestName(driver)}` : null,
})

export const isWritten = ({ file, content }: ManifestFile): boolean =>
  existsSync(file) && readFileSync(file, 'utf8') === content

const pathIn = (file: string): string | null => {
  try {
    const manifest: unknown = JSON.parse(readFileSync(file, 'utf8'))
    const hasPath = typeof manifest === 'object' && manifest !== null && 'path' in manifest
    return hasPath && typeof manifest.path === 'string' ? manifest.path : null
  } catch {
    return null
  }
}

/** Those that Koshin has written, also for drivers that are gone since: the name fits the path. */
export const writtenModuleManifests = (platform: NodeJS.Platform, home: string, data: string): ManifestFile[] => {
  const folder = folderOf(platform, home, data)
  if (!existsSync(folder)) return []
  return readdirSync(folder).flatMap((name) => {
    const driver = pathIn(join(folder, name))
    return driver !== null && basename(name, '.json') === manifestName(driver)
      ? [moduleManifest(platform, home, data, driver)]
      : []
  })
}
