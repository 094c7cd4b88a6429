import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from 'puppeteer-core'
import { EXTENSION_ID_CHROMIUM } from '../../src/protocol/identity.ts'
import { FIREFOX_EXTENSION_HOST } from './firefox.ts'
import { goToExtension, inFirefox } from './firefox-window.ts'
import { isFirefox } from './which-browser.ts'

const NOT_YET = /ERR_BLOCKED_BY_CLIENT/

/** A Chromium that has just been started knows no page of the extension for a moment. */
const goToInChromium = async (page: Page, address: string, tries = 100): Promise<void> => {
  try {
    await page.goto(address)
  } catch (error) {
    if (tries === 0 || !(error instanceof Error && NOT_YET.test(error.message))) throw error
    await sleep(100)
    await goToInChromium(page, address, tries - 1)
  }
}

/** Opens a page of the extension in a tab, by its name: popup, options, … */
export const goToOwnPage = async (page: Page, name: string): Promise<void> => {
  if (isFirefox(page.browser()))
    return goToExtension(page, `moz-extension://${FIREFOX_EXTENSION_HOST}/${name}/index.html`)
  await goToInChromium(page, `chrome-extension://${EXTENSION_ID_CHROMIUM}/${name}/index.html`)
}

/** What Firefox's own console says of pages of the extension: a driver is not told when a policy refuses something. */
const ownConsole = (page: Page): Promise<readonly string[]> =>
  inFirefox(
    page.browser(),
    `Services.console.getMessageArray()
      .filter((one) => one instanceof Ci.nsIScriptError && one.sourceName.includes('${FIREFOX_EXTENSION_HOST}'))
      .map(({ errorMessage }) => errorMessage)`,
  )

/** From now on: what the page is told off for, and what else goes wrong in it. @returns asks for all of it */
export const listenForTroubles = async (page: Page): Promise<() => Promise<readonly string[]>> => {
  const troubles: string[] = []
  page.on('console', (said) => said.type() === 'error' && troubles.push(said.text()))
  page.on('pageerror', (error) => troubles.push(String(error)))
  if (!isFirefox(page.browser())) return async () => troubles
  await inFirefox(page.browser(), 'Services.console.reset()')
  return async () => [...troubles, ...(await ownConsole(page))]
}
