import type { Browser, Page } from 'puppeteer-core'
import { press, waitForWords } from './clicking.ts'

/** The toolbar button of real Chromium, and what opens behind it. */

const POPUP = /^chrome-extension:\/\/[a-p]{32}\/popup\/index\.html/

const AGAIN_MS = 3_000

/**
 * Presses the toolbar button over a page until the popup is there: a browser that has just started may not have the
 * extension yet, and one that is busy loses the press.
 */
export const openPopup = async (browser: Browser, page: Page): Promise<Page> => {
  await page.bringToFront()
  let next = 0
  for (const end = Date.now() + 30_000; Date.now() < end; await new Promise((done) => setTimeout(done, 100))) {
    const [extension] = [...(await browser.extensions()).values()]
    const popup = (await extension?.pages())?.find((one) => POPUP.test(one.url()))
    if (popup) return popup
    if (!extension || Date.now() < next) continue
    next = Date.now() + AGAIN_MS
    await extension.triggerAction(page)
  }
  throw new Error('The popup did not open.')
}

/** The toolbar button of the first window: one that a page has opened for itself has none, and Chromium does not outlive the try. */
export const openPopupOverFirst = async (browser: Browser): Promise<Page> => {
  const [page] = await browser.pages()
  if (!page) throw new Error('The browser has no page')
  return openPopup(browser, page)
}

/** Waits for words in the popup. The browser closes it when another window goes to the front or away: then it is opened once more. */
export const waitInPopup = async (browser: Browser, words: string): Promise<void> => {
  const popup = await openPopupOverFirst(browser)
  try {
    await waitForWords(popup, words)
  } catch (error) {
    if (!popup.isClosed()) throw error
    await waitForWords(await openPopupOverFirst(browser), words)
  }
}

const DUE_FIRST = '開いているサイトで使う'

/** The popup's question about the site in front: a certificate that is due comes first, where one is known by now. */
export const goOnToSite = async (popup: Page): Promise<void> => {
  await popup.waitForFunction(
    (...words: string[]) => words.some((one) => document.body?.innerText.includes(one)),
    { timeout: 30_000, polling: 100 },
    DUE_FIRST,
    'このページを調べますか',
  )
  if (await popup.evaluate((words: string) => document.body.innerText.includes(words), DUE_FIRST))
    await press(popup, DUE_FIRST)
  await waitForWords(popup, 'このページを調べますか')
}
