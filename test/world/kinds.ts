import { join } from 'node:path'
import type { Browser } from 'puppeteer-core'
import { EXTENSION_ID_CHROMIUM, EXTENSION_ID_FIREFOX } from '../../src/protocol/identity.ts'
import { chromiumPath } from '../screens/chromium.ts'
import { firefoxPath } from '../screens/firefox.ts'
import { type BrowserOptions, launchChromium } from './browser.ts'
import { launchFirefox } from './firefox.ts'
import type { PolicyPlace } from './own-policy.ts'
import type { BrowserName } from './which-browser.ts'

/** With the practice bank built in, or with no bank's address at all. */
export type Edition = 'practice' | 'plain'

/** What a kind of browser has in a place of its own. */
export interface Kind {
  readonly launch: (options: BrowserOptions) => Promise<Browser>
  /** Folder of the unpacked extension. */
  readonly builds: Readonly<Record<Edition, string>>
  /** What `koshin register` is told, so that this browser finds the host. */
  readonly registers: (profile: string) => readonly string[]
  /** Folder of its manifests of native hosts. */
  readonly manifests: (profile: string, home: string) => string
  /** The program itself. */
  readonly program: () => string
  readonly policy: PolicyPlace
  /** Folder of its own store of certificates, an NSS database. */
  readonly store: (profile: string, home: string) => string
}

export const KINDS: Readonly<Record<BrowserName, Kind>> = {
  chromium: {
    launch: launchChromium,
    builds: { practice: 'dist/chrome-practice', plain: 'dist/chrome' },
    registers: (profile) => ['--user-data-dir', profile],
    manifests: (profile) => join(profile, 'NativeMessagingHosts'),
    program: chromiumPath,
    policy: {
      folder: 'chromium/policies/managed',
      file: 'koshin.json',
      content: (policy) => ({ '3rdparty': { extensions: { [EXTENSION_ID_CHROMIUM]: policy } } }),
    },
    store: (_profile, home) => join(home, '.pki', 'nssdb'),
  },
  firefox: {
    launch: launchFirefox,
    builds: { practice: 'dist/firefox-practice', plain: 'dist/firefox' },
    registers: () => [],
    manifests: (_profile, home) => join(home, '.mozilla', 'native-messaging-hosts'),
    program: firefoxPath,
    policy: {
      folder: 'firefox/policies',
      file: 'policies.json',
      content: (policy) => ({ policies: { '3rdparty': { Extensions: { [EXTENSION_ID_FIREFOX]: policy } } } }),
    },
    store: (profile) => profile,
  },
}
