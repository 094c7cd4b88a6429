import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser, Page } from 'puppeteer-core'
import { extensionPage, press, waitForPage, waitForWords } from './clicking.ts'
import { clickAction, POPUP_VIEW, pageIn } from './firefox-window.ts'
import { isFirefox } from './which-browser.ts'

/** The toolbar button of the browser, and what opens behind it. */

const POPUP = extensionPage('popup')

const AGAIN_MS = 3_000

interface Button {
  /** The popup, where it is open. */
  readonly popup: () => Promise<Page | null>
  /** @returns whether there is a button by now */
  readonly press: () => Promise<boolean>
}

const chromiumButton = (browser: Browser, page: Page): Button => {
  const extension = async () => [...(await browser.extensions()).values()][0]
  return {
    popup: async () => (await (await extension())?.pages())?.find((one) => POPUP.test(one.url())) ?? null,
    press: async () => {
      const found = await extension()
      await found?.triggerAction(page)
      return found !== undefined
    },
  }
}

const firefoxButton = (browser: Browser): Button => ({
  popup: () => pageIn(browser, POPUP_VIEW),
  press: async () => {
    await clickAction(browser)
    return true
  },
})

/**
 * Presses the toolbar button over a page until the popup is there: a browser that has just started may not have the
 * extension yet, and one that is busy loses the press.
 */
export const openPopup = async (browser: Browser, page: Page): Promise<Page> => {
  await page.bringToFront()
  const button = isFirefox(browser) ? firefoxButton(browser) : chromiumButton(browser, page)
  let next = 0
  for (const end = Date.now() + 30_000; Date.now() < end; await sleep(100)) {
    const popup = await button.popup()
    if (popup) return popup
    if (Date.now() >= next && (await button.press())) next = Date.now() + AGAIN_MS
  }
  throw new Error('The popup did not open.')
}

/** Closes the popup, as a click beside it does. */
export const closePopup = async (popup: Page): Promise<void> => {
  const closed = new Promise((done) => popup.once('close', done))
  await popup.evaluate('window.close()').catch(() => {})
  await closed
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

/**
 * A page of the extension by its quiet link at the popup's foot, which moves while the popup learns what to show: a press that went
 * beside it is done once more, as a person would.
 */
export const openByFoot = async (browser: Browser, popup: Page, label: string, name: string): Promise<Page> => {
  await press(popup, label)
  const soon = await waitForPage(browser, extensionPage(name), 5).catch(() => null)
  if (soon) return soon
  if (!popup.isClosed()) await press(popup, label)
  return waitForPage(browser, extensionPage(name))
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
