import { execFile } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { Browser, Page } from 'puppeteer-core'
import { clickInWindow, FRONT_WINDOW, inFirefox, MAIN_WINDOW } from './firefox-window.ts'
import { isFirefox } from './which-browser.ts'

/** Types into windows that no page script reaches: the browser's own dialogs and pinentry's. */

const run = promisify(execFile)

const xdotool = async (display: string, ...words: string[]): Promise<string> =>
  (await run('xdotool', words, { env: { ...process.env, DISPLAY: display } })).stdout.trim()

/** Waits for a visible window whose title, class or name of its class matches. @returns its number */
export const waitForWindow = async (
  display: string,
  by: { readonly name: string } | { readonly class: string } | { readonly classname: string },
  seconds = 20,
): Promise<string> => {
  const search = Object.entries(by).flatMap(([what, pattern]) => [`--${what}`, pattern])
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(100)) {
    const found = await xdotool(display, 'search', '--onlyvisible', ...search).catch(() => '')
    const window = found.split('\n').at(-1)
    if (window) return window
  }
  throw new Error(`No window ${JSON.stringify(by)} after ${seconds} s`)
}

/** Types into a window and presses Enter. */
export const typeInto = async (display: string, window: string, text: string): Promise<void> => {
  await xdotool(display, 'windowfocus', '--sync', window).catch(() => '')
  // A dialog that has just been mapped may not have its field focused yet.
  await sleep(500)
  await xdotool(display, 'type', '--delay', '40', text)
  await xdotool(display, 'key', 'Return')
}

/** Presses a key or several at once, as `alt+Left`, in the window in front: the browser's own keys too. */
export const pressKeys = async (display: string, keys: string): Promise<void> => {
  await xdotool(display, 'key', keys)
}

/** Brings a page to the front, and the keyboard to it: a new window of Firefox starts with it in the address. */
export const focusPage = async (page: Page): Promise<void> => {
  await page.bringToFront()
  if (isFirefox(page.browser())) await inFirefox(page.browser(), `${FRONT_WINDOW}.gBrowser.selectedBrowser.focus()`)
}

/** A picture of the whole screen, dialogs of the browser included. */
export const photograph = async (display: string, file: string): Promise<void> => {
  await run('import', ['-window', 'root', file], { env: { ...process.env, DISPLAY: display } })
}

/** Browsers ask for a token's PIN in a window of its own. Chromium's has a title in its language, Firefox's a class. */
export const PIN_DIALOG = {
  chromium: { name: 'Unlock Security Device|セキュリティ デバイス' },
  firefox: { classname: '^Firefox$' },
} as const

const FIREFOX_QUESTION = `${MAIN_WINDOW}.PopupNotifications.panel.querySelector('popupnotification')`

const acceptInFirefox = async (browser: Browser): Promise<void> => {
  for (const end = Date.now() + 20_000; Date.now() < end; await sleep(100)) {
    if (!(await inFirefox(browser, `${FIREFOX_QUESTION} !== null`))) continue
    // A click in its first half second is taken for one that was meant for something else.
    await sleep(1000)
    await clickInWindow(browser, `${FIREFOX_QUESTION}.button`)
    return
  }
  throw new Error('Firefox asks for no permission')
}

/** Says yes to the browser's question for a permission. In Chromium it starts on "deny", "allow" is one Tab further. */
export const acceptPermission = async (browser: Browser, display: string): Promise<void> => {
  if (isFirefox(browser)) return acceptInFirefox(browser)
  // The question is drawn inside the browser's window: there is no window of its own to wait for.
  await sleep(1500)
  await xdotool(display, 'key', 'Tab')
  await sleep(200)
  await xdotool(display, 'key', 'Return')
}
