import type { Browser, ElementHandle, Frame, Page } from 'puppeteer-core'

/** What a person does with a mouse: looks for words on a control, and presses it. */

/** A page, or one frame of it. */
export type Place = Page | Frame

const isGone = (place: Place): boolean => ('isClosed' in place ? place.isClosed() : place.detached)

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

const isRedrawn = (error: unknown): boolean => error instanceof Error && /detached from document/.test(error.message)

/** A control that is drawn anew under the pointer is pressed once more, as a person would. */
export const press = async (page: Place, label: string, again = true): Promise<void> => {
  const control = await findControl(page, label)
  try {
    await control.click()
  } catch (error) {
    // A press that closes its own window is answered by nobody.
    if (isGone(page)) return
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

/** The first page or extension window whose address matches, open already or soon. */
export const waitForPage = async (browser: Browser, address: RegExp, seconds = 30): Promise<Page> => {
  const target = await browser.waitForTarget((one) => one.type() === 'page' && address.test(one.url()), {
    timeout: seconds * 1000,
  })
  const page = await target.page()
  if (!page) throw new Error(`${address} has no page`)
  return page
}

/** The extension's window once it shows these words: an earlier one may be on its way out. */
export const waitForConsent = async (browser: Browser, words: string, seconds = 60): Promise<Page> => {
  let shown: string[] = []
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await new Promise((done) => setTimeout(done, 200))) {
    const pages = (await browser.pages()).filter((page) => CONSENT.test(page.url()))
    shown = await Promise.all(pages.map((page) => wordsOf(page).catch(() => '')))
    const found = pages[shown.findIndex((text) => text.includes(words))]
    if (found) return found
  }
  throw new Error(`No window says 「${words}」, only: ${shown.join('\n---\n')}`)
}

export const CONSENT = /^chrome-extension:\/\/[a-p]{32}\/consent\/index\.html/
export const BANK_WINDOW = /\/renewal\//
