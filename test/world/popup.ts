import type { Browser, Page } from 'puppeteer-core'

/** The toolbar button of real Chromium, and what opens behind it. */

const POPUP = /^chrome-extension:\/\/[a-p]{32}\/popup\/index\.html/

/** Presses the toolbar button over a page. */
export const openPopup = async (browser: Browser, page: Page): Promise<Page> => {
  await page.bringToFront()
  let pressed = false
  for (const end = Date.now() + 20_000; Date.now() < end; await new Promise((done) => setTimeout(done, 100))) {
    // A browser that has just started may not have the extension yet.
    const [extension] = [...(await browser.extensions()).values()]
    if (extension && !pressed) {
      await extension.triggerAction(page)
      pressed = true
    }
    const popup = (await extension?.pages())?.find((one) => POPUP.test(one.url()))
    if (popup) return popup
  }
  throw new Error('The popup did not open.')
}
