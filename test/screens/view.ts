import type { Browser, Page } from 'puppeteer-core'
import type { Language } from '../../src/protocol/schema.ts'
import { inFirefox } from '../world/firefox-window.ts'
import { isFirefox } from '../world/which-browser.ts'
import { DETAIL_SCREENS } from './details.ts'
import { REPORTS_SCREENS } from './reports.ts'
import { CERTIFICATES_SCREENS, CONSENT_SCREENS, OPTIONS_SCREENS, PIN_SCREENS, POPUP_SCREENS } from './snapshots.ts'

/** How the user has set up the browser. */
export interface Setting {
  readonly colours?: 'light' | 'dark'
  readonly forcedColours?: boolean
}

/** How a screen is looked at. Widths in CSS pixels. */
export interface View extends Setting {
  readonly screen: string
  readonly language: Language
  readonly width?: number
  /** Text enlarged by the user alone, as Firefox's text zoom does: 2 is 200 %. */
  readonly textScale?: number
}

export const SCREENS: readonly string[] = [
  POPUP_SCREENS,
  CONSENT_SCREENS,
  PIN_SCREENS,
  OPTIONS_SCREENS,
  CERTIFICATES_SCREENS,
  REPORTS_SCREENS,
  DETAIL_SCREENS,
].flatMap((screens) => Object.keys(screens))
export const LANGUAGES: readonly Language[] = ['ja', 'en']

const POPUP_WIDTH = 360
const WINDOW_WIDTH = 460
const TAB_WIDTH = 900
/** As high as browsers let a popup be. */
const POPUP_HEIGHT = 600

const TAB_SCREENS = [OPTIONS_SCREENS, CERTIFICATES_SCREENS, DETAIL_SCREENS, REPORTS_SCREENS]

const usualWidth = (screen: string): number => {
  if (screen in POPUP_SCREENS) return POPUP_WIDTH
  return TAB_SCREENS.some((screens) => screen in screens) ? TAB_WIDTH : WINDOW_WIDTH
}
const widthOf = ({ screen, width }: View): number => width ?? usualWidth(screen)

/** Firefox has these as settings of its own, for every page. */
const emulateInFirefox = (browser: Browser, { colours, forcedColours }: Setting): Promise<null> =>
  inFirefox(
    browser,
    `(() => {
      Services.prefs.setIntPref('layout.css.prefers-color-scheme.content-override', ${colours === 'dark' ? 0 : 1})
      Services.prefs.setIntPref('ui.prefersReducedMotion', 1)
      Services.prefs.setIntPref('browser.display.document_color_use', ${forcedColours ? 2 : 0})
    })()`,
  )

/** Puppeteer's own emulateMediaFeatures does not know forced-colors. */
const emulateInChromium = async (page: Page, { colours, forcedColours }: Setting): Promise<void> => {
  const session = await page.createCDPSession()
  await session.send('Emulation.setEmulatedMedia', {
    features: [
      { name: 'prefers-color-scheme', value: colours ?? 'light' },
      { name: 'prefers-reduced-motion', value: 'reduce' },
      { name: 'forced-colors', value: forcedColours ? 'active' : 'none' },
    ],
  })
}

export const emulate = async (page: Page, setting: Setting): Promise<void> => {
  await (isFirefox(page.browser()) ? emulateInFirefox(page.browser(), setting) : emulateInChromium(page, setting))
}

/** Opens a view in a page of its own, with nothing moving. */
export const openView = async (browser: Browser, address: string, view: View): Promise<Page> => {
  const page = await browser.newPage()
  await page.setViewport({ width: widthOf(view), height: POPUP_HEIGHT })
  await emulate(page, view)
  await page.goto(`${address}?screen=${view.screen}&language=${view.language}`)
  await page.evaluate((scale) => {
    document.documentElement.style.fontSize = `${scale * 100}%`
  }, view.textScale ?? 1)
  await page.waitForSelector('h1')
  return page
}

/** Makes the window as high as what is in it. */
export const fitHeight = async (page: Page, view: View): Promise<void> => {
  const height = await page.evaluate(() => document.body.offsetHeight)
  await page.setViewport({ width: widthOf(view), height })
}
