import type { Browser, Page } from 'puppeteer-core'
import type { PracticeBank } from '../practice-bank/practice-bank.ts'
import { BANK_WINDOW, CONSENT, press, waitForPage, waitForWords, wordsOf } from './clicking.ts'

/** The way through the bank's screens of 【法人W】専用USB (seeds/002), as a person goes it. */

/** The mark is there: the extension has read this screen and knows what comes next. */
const waitForMark = (page: Page): Promise<unknown> => page.waitForSelector('koshin-mark', { timeout: 30_000 })

/** Logs on; the first screen is the list of notices. */
export const openBank = async (browser: Browser, bank: PracticeBank): Promise<Page> => {
  const [first] = await browser.pages()
  const page = first ?? (await browser.newPage())
  const address = `${bank.origin}/`
  await page.goto(address).catch((error: unknown) => {
    // A browser that has just started may still be on its way to its own first page.
    if (!(error instanceof Error && /ERR_ABORTED/.test(error.message))) throw error
    return page.goto(address)
  })
  await waitForMark(page)
  return page
}

/** Opens the bank and follows the notice up to the page with [専用USBに保存する]. */
export const goToStoreChoice = async (
  browser: Browser,
  bank: PracticeBank,
  seen: (name: string, page: Page) => Promise<void> = async () => {},
): Promise<Page> => {
  const page = await openBank(browser, bank)
  await seen('notices', page)
  await press(page, '電子証明書の更新をお願いします')
  await waitForWords(page, '電子証明書の更新はこちら')
  await waitForMark(page)
  await seen('notice', page)
  await press(page, '電子証明書の更新はこちら')
  const window = await waitForPage(browser, BANK_WINDOW)
  await seen('preparing', window)
  await press(window, '更新')
  await waitForWords(window, '専用USB')
  await waitForMark(window)
  await seen('store', window)
  return window
}

/** Presses [専用USBに保存する]; the click is held and the extension's own window asks. */
export const askForToken = async (browser: Browser, window: Page): Promise<Page> => {
  await press(window, '専用USBに保存する')
  return waitForPage(browser, CONSENT)
}

export interface Renewed {
  /** As the bank's last screen prints it, digits only. */
  readonly serialNumber: string
  /** Clicks from [専用USBに保存する] to the end, both included. */
  readonly clicks: number
}

/** From [専用USBに保存する] to the end, counting clicks. The PIN is somebody else's. */
export const renewOntoToken = async (
  browser: Browser,
  window: Page,
  seen: (name: string, page: Page) => Promise<void> = async () => {},
): Promise<Renewed> => {
  let clicks = 0
  const click = async (page: Page, label: string): Promise<void> => {
    clicks += 1
    await press(page, label)
  }
  await click(window, '専用USBに保存する')
  const consent = await waitForPage(browser, CONSENT)
  await waitForWords(consent, 'この内容で更新する')
  await seen('consent', consent)
  await click(consent, 'この内容で更新する')
  await waitForWords(window, '電子証明書の更新と専用USBへの保存が完了しました。', 60)
  await waitForMark(window)
  await seen('finished', window)
  const serialNumber = /シリアル番号 = ([0-9A-F:]+)/.exec(await wordsOf(window))?.[1]?.replaceAll(':', '') ?? ''
  const closed = new Promise((done) => window.once('close', done))
  await click(window, 'このウィンドウを閉じる')
  await closed
  return { serialNumber, clicks }
}
