import type { Browser } from 'puppeteer-core'

/** Browsers that every flow is run in. */
export const BROWSERS = ['chromium', 'firefox'] as const
export type BrowserName = (typeof BROWSERS)[number]

/** The browser of this run: the configuration of the tests says which (vitest.config.ts, vitest.e2e.config.ts). */
export const BROWSER: BrowserName = process.env.KOSHIN_BROWSER === 'firefox' ? 'firefox' : 'chromium'

export const isFirefox = (browser: Browser): boolean => browser.process()?.spawnfile.includes('firefox') ?? false
