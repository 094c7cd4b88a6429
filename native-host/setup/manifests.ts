import { join } from 'node:path'
import { EXTENSION_ID_CHROMIUM, EXTENSION_ID_FIREFOX, HOST_NAME } from '../../src/protocol/identity.ts'

/** What browsers must find to start the host, as plain data: nothing is written here. */

export interface ManifestFile {
  readonly browser: string
  readonly file: string
  readonly content: string
  /** Windows finds the file by a registry key; elsewhere null. */
  readonly registryKey: string | null
}

type Family = 'chromium' | 'firefox'

interface Browser {
  readonly name: string
  readonly family: Family
  /** Folder of native messaging manifests under the user's home; on Windows the registry key. */
  readonly linux: string
  readonly mac: string
  readonly registry: string
}

/** Chrome for Developers, "Native messaging host location"; MDN, "Native manifests"; Microsoft Learn for Edge. */
const BROWSERS: readonly Browser[] = [
  {
    name: 'Chromium',
    family: 'chromium',
    linux: '.config/chromium/NativeMessagingHosts',
    mac: 'Library/Application Support/Chromium/NativeMessagingHosts',
    registry: 'HKCU\\Software\\Chromium\\NativeMessagingHosts',
  },
  {
    name: 'Chrome',
    family: 'chromium',
    linux: '.config/google-chrome/NativeMessagingHosts',
    mac: 'Library/Application Support/Google/Chrome/NativeMessagingHosts',
    registry: 'HKCU\\Software\\Google\\Chrome\\NativeMessagingHosts',
  },
  {
    name: 'Edge',
    family: 'chromium',
    linux: '.config/microsoft-edge/NativeMessagingHosts',
    mac: 'Library/Application Support/Microsoft Edge/NativeMessagingHosts',
    registry: 'HKCU\\Software\\Microsoft\\Edge\\NativeMessagingHosts',
  },
  {
    name: 'Firefox',
    family: 'firefox',
    linux: '.mozilla/native-messaging-hosts',
    mac: 'Library/Application Support/Mozilla/NativeMessagingHosts',
    registry: 'HKCU\\Software\\Mozilla\\NativeMessagingHosts',
  },
]

const callers = (family: Family) =>
  family === 'chromium'
    ? { allowed_origins: [`chrome-extension://${EXTENSION_ID_CHROMIUM}/`] }
    : { allowed_extensions: [EXTENSION_ID_FIREFOX] }

/** @param launcher absolute path of what the browser is to start */
const manifestText = (family: Family, launcher: string): string => {
  const manifest = {
    name: HOST_NAME,
    description: 'Koshin: renewal of client certificates on a USB token',
    path: launcher,
    type: 'stdio',
    ...callers(family),
  }
  return `${JSON.stringify(manifest, null, 2)}\n`
}

const FILE_NAME = `${HOST_NAME}.json`

const place = (
  browser: Browser,
  platform: NodeJS.Platform,
  home: string,
  data: string,
): Omit<ManifestFile, 'content'> => {
  const { name, family } = browser
  if (platform === 'win32')
    return { browser: name, file: join(data, family, FILE_NAME), registryKey: `${browser.registry}\\${HOST_NAME}` }
  const folder = platform === 'darwin' ? browser.mac : browser.linux
  return { browser: name, file: join(home, folder, FILE_NAME), registryKey: null }
}

/** For every browser of a user. @param data folder of the launcher, where Windows keeps the files too */
export const userManifests = (
  platform: NodeJS.Platform,
  home: string,
  data: string,
  launcher: string,
): readonly ManifestFile[] =>
  BROWSERS.map((browser) => ({
    ...place(browser, platform, home, data),
    content: manifestText(browser.family, launcher),
  }))

/** For one Chromium that was started with `--user-data-dir`: it looks there and nowhere else. */
export const profileManifest = (userDataDir: string, launcher: string): ManifestFile => ({
  browser: 'Chromium',
  file: join(userDataDir, 'NativeMessagingHosts', FILE_NAME),
  content: manifestText('chromium', launcher),
  registryKey: null,
})
