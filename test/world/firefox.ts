import { mkdirSync } from 'node:fs'
import puppeteer, { type Browser } from 'puppeteer-core'
import { EXTENSION_ID_FIREFOX } from '../../src/protocol/identity.ts'
import { firefoxPath, QUIET_FIREFOX } from '../screens/firefox.ts'
import type { BrowserOptions } from './browser.ts'

/** Host of the extension's own addresses, which Firefox would draw by lot. */
export const FIREFOX_EXTENSION_HOST = '6b6f7368-696e-4a70-8b61-6e6b6f736869'

const preferences = ({ downloads, language, logsOnTo }: BrowserOptions): Record<string, unknown> => ({
  ...QUIET_FIREFOX,
  // Notifications are Firefox's own windows: there is no desktop that would show them.
  'alerts.useSystemBackend': false,
  'intl.locale.requested': language,
  'intl.accept_languages': language === 'ja' ? 'ja, en' : 'en, ja',
  'browser.download.dir': downloads,
  'browser.download.folderList': 2,
  'extensions.webextensions.uuids': JSON.stringify({ [EXTENSION_ID_FIREFOX]: FIREFOX_EXTENSION_HOST }),
  // The permissions for a bank that an edition names are given with the installation, as an administrator gives them.
  'extensions.originControls.grantByDefault': true,
  'security.default_personal_cert': logsOnTo.length > 0 ? 'Select Automatically' : 'Ask Every Time',
})

/** A Firefox with windows and a profile of its own, driven over WebDriver BiDi; the extension is loaded as for a try. */
export const launchFirefox = async (options: BrowserOptions): Promise<Browser> => {
  const { profile, environment, extensions, windowSize = { width: 1100, height: 860 } } = options
  mkdirSync(profile, { recursive: true })
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: options.program ?? firefoxPath(),
    headless: false,
    userDataDir: profile,
    env: { ...process.env, ...environment },
    defaultViewport: null,
    extraPrefsFirefox: preferences(options),
    // The last one lets a test look at Firefox's own windows: toolbar, popup, dialogs.
    args: ['--width', `${windowSize.width}`, '--height', `${windowSize.height}`, '--remote-allow-system-access'],
  })
  for (const extension of extensions) await browser.installExtension(extension)
  return browser
}
