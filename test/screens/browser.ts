import type { Browser } from 'puppeteer-core'
import { BROWSER } from '../world/which-browser.ts'
import { launchChromium } from './chromium.ts'
import { launchFirefox } from './firefox.ts'

/** The browser of this run, without a display. */
export const launchBrowser = (): Promise<Browser> => (BROWSER === 'firefox' ? launchFirefox() : launchChromium())
