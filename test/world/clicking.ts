import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser, ElementHandle, Frame, Page } from 'puppeteer-core'
import { tellOfEnd } from './firefox-window.ts'

/** What a person does with a mouse: looks for words on a control, and presses it. */

/** A page, or one frame of it. */
export type Place = Page | Frame

const isGone = (place: Place): boolean => ('isClosed' in place ? place.isClosed() : place.detached)

/** A driver may hear of a window's end after the answer that it has none. */
const isGoneSoon = async (place: Place): Promise<boolean> => {
  for (const end = Date.now() + 500; Date.now() < end; await sleep(50)) if (isGone(place)) return true
  return isGone(place)
}

const CONTROLS = 'a, button, input[type=button], input[type=submit]'

/** The visible, enabled control with exactly these words. */
export const findControl = async (page: Place, label: string): Promise<ElementHandle<Element>> => {
  const handle = await page.waitForFunction(
    (selector: string, words: string) =>
      [...document.querySelectorAll(selector)].find((control) => {
        const text = control instanceof HTMLInputElement ? control.value : (control.textContent ?? '')
        const enabled = control.getAttribute('aria-disabled') !== 'true' && !control.matches(':disabled')
        return text.trim() === words && enabled && control.checkVisibility()
      }) ?? null,
    { timeout: 30_000, polling: 100 },
    CONTROLS,
    label,
  )
  const element = handle.asElement()
  if (!element) throw new Error(`No control 「${label}」`)
  return element as ElementHandle<Element>
}

/** As Chromium and as Firefox say it. */
export const isRedrawn = (error: unknown): boolean =>
  error instanceof Error && /detached from document|no such node|not clickable|Node is detached/.test(error.message)

/** A control that is drawn anew under the pointer is pressed once more, as a person would. */
export const press = async (page: Place, label: string, again = true): Promise<void> => {
  const control = await findControl(page, label)
  try {
    await control.click()
  } catch (error) {
    // A press that closes its own window is answered by nobody.
    if (await isGoneSoon(page)) return
    if (!again || !isRedrawn(error)) throw error
    await press(page, label, false)
  }
}

/** Waits until the page shows these words. */
export const waitForWords = async (page: Place, words: string, seconds = 30): Promise<void> => {
  await page.waitForFunction(
    (text: string) => document.body?.innerText.includes(text),
    { timeout: seconds * 1000, polling: 100 },
    words,
  )
}

export const wordsOf = (page: Place): Promise<string> => page.evaluate(() => document.body.innerText)

/** Of pages of the extension, Firefox's driver is told neither where they are nor when they close: they are asked themselves. */
const addressOf = async (page: Page): Promise<string> => {
  if (page.url() !== 'about:blank') return page.url()
  const address = (await page.evaluate('location.href').catch(() => '')) as string
  if (address.startsWith('moz-extension:')) void tellOfEnd(page)
  return address
}

/** The pages and extension windows whose address matches. */
export const pagesAt = async (browser: Browser, address: RegExp): Promise<readonly Page[]> => {
  const pages = await browser.pages()
  const addresses = await Promise.all(pages.map(addressOf))
  return pages.filter((_page, index) => address.test(addresses[index] ?? ''))
}

/** The first page or extension window whose address matches, open already or soon. */
export const waitForPage = async (browser: Browser, address: RegExp, seconds = 30): Promise<Page> => {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(50)) {
    const [page] = await pagesAt(browser, address)
    if (page) return page
  }
  throw new Error(`No page at ${address}, only ${(await browser.pages()).map((page) => page.url())}`)
}

/** The extension's window once it shows these words: an earlier one may be on its way out. */
export const waitForConsent = async (browser: Browser, words: string, seconds = 60): Promise<Page> => {
  let shown: string[] = []
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(200)) {
    const pages = await pagesAt(browser, CONSENT)
    shown = await Promise.all(pages.map((page) => wordsOf(page).catch(() => '')))
    const found = pages[shown.findIndex((text) => text.includes(words))]
    if (found) return found
  }
  throw new Error(`No window says 「${words}」, only: ${shown.join('\n---\n')}`)
}

/** A page of the extension, in any browser. */
export const extensionPage = (name: string): RegExp =>
  new RegExp(`^(?:chrome|moz)-extension://[^/]+/${name}/index\\.html`)
export const CONSENT = extensionPage('consent')
export const BANK_WINDOW = /\/renewal\//
