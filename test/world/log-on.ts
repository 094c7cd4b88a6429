import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser } from 'puppeteer-core'
import { wordsOf } from './clicking.ts'
import { inFirefox, MAIN_WINDOW } from './firefox-window.ts'
import { PIN_DIALOG, typeInto, waitForWindow } from './keyboard.ts'
import type { Stage } from './stage.ts'
import { isFirefox } from './which-browser.ts'

/**
 * Chooses the certificate with this serial number in Firefox's own question, and says yes. Not with keys: the dialog is part of a window that
 * a notification may have taken the keyboard from. @returns whether the question is there and offers it
 */
const picked = (browser: Browser, serialNumber: string): Promise<boolean> =>
  inFirefox(
    browser,
    `(() => {
      const frames = [...${MAIN_WINDOW}.document.querySelectorAll('.dialogFrame')]
      const dialog = frames.find(({ contentWindow }) => contentWindow.location.href.includes('clientauthask'))
      const list = dialog?.contentDocument.getElementById('nicknames')
      const offered = [...(list?.menupopup.children ?? [])]
      const item = offered.find(({ label }) => label.replaceAll(':', '').includes('${serialNumber}'))
      if (!item) return false
      list.selectedItem = item
      dialog.contentDocument.querySelector('dialog').getButton('accept').click()
      return true
    })()`,
  )

const pickInFirefox = async (browser: Browser, serialNumber: string): Promise<void> => {
  for (const end = Date.now() + 20_000; Date.now() < end; await sleep(300))
    if (await picked(browser, serialNumber)) return
  throw new Error(`Firefox does not offer the certificate ${serialNumber}`)
}

/**
 * Logs on at the bank with the certificate that it has issued last; the PIN is typed into the browser's own dialog.
 * @returns the words of the bank's first page
 */
export const logOnIn = async (
  browser: Browser,
  { world, display }: Pick<Stage, 'world' | 'display'>,
): Promise<string> => {
  const [first] = await browser.pages()
  const page = first ?? (await browser.newPage())
  const going = page.goto(`${world.bank.origin}/`, { timeout: 60_000 })
  const inWhich = isFirefox(browser) ? 'firefox' : 'chromium'
  await typeInto(display.name, await waitForWindow(display.name, PIN_DIALOG[inWhich], 40), world.token.pin)
  // Chromium takes the newest by itself.
  if (inWhich === 'firefox') await pickInFirefox(browser, world.bank.issued().at(-1)?.serialNumber ?? '')
  await going
  return wordsOf(page)
}

/** Logs on with what is on the token: in another browser, without Koshin and with no certificate of its own. */
export const logOnFromToken = async (stage: Pick<Stage, 'world' | 'display'>): Promise<string> =>
  logOnIn(await stage.world.openBankBrowser(), stage)
