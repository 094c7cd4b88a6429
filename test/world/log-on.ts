import { wordsOf } from './clicking.ts'
import { BROWSER_PIN_DIALOG, typeInto, waitForWindow } from './keyboard.ts'
import type { Stage } from './stage.ts'

/**
 * Logs on at the bank with what is on the token: another Chromium, without Koshin and with no certificate of its own; the PIN is
 * typed into Chromium's own dialog. @returns the words of the bank's first page
 */
export const logOnFromToken = async ({ world, display }: Pick<Stage, 'world' | 'display'>): Promise<string> => {
  const browser = await world.openBankBrowser()
  const [first] = await browser.pages()
  const page = first ?? (await browser.newPage())
  const going = page.goto(`${world.bank.origin}/`, { timeout: 60_000 })
  const dialog = await waitForWindow(display.name, BROWSER_PIN_DIALOG, 40)
  await typeInto(display.name, dialog, world.token.pin)
  await going
  return wordsOf(page)
}
