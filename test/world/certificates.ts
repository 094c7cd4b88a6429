import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser, ElementHandle, Page } from 'puppeteer-core'
import { press, waitForWords, wordsOf } from './clicking.ts'
import { goToOwnPage } from './own-page.ts'

/** The page of certificates, as a person uses it: a certificate is opened from the list, and each place it lies in has a card. */

/** One certificate in one store, as the page names both. */
export interface Card {
  /** Part of the store's name. */
  readonly store: string
  /** Upper-case hex. */
  readonly serialNumber: string
}

/** Name of the browser's own store. */
export const OWN_STORE = 'このブラウザ'

const LINE = 'a[href^="#"]'

/** Opens it in a tab, and waits until the stores have been looked into. */
export const openCertificates = async (browser: Browser): Promise<Page> => {
  const page = await browser.newPage()
  await goToOwnPage(page, 'certificates')
  await waitForList(page)
  return page
}

/** Waits until certificates are listed. */
export const waitForList = async (page: Page): Promise<void> => {
  await page.waitForSelector(LINE, { timeout: 30_000 })
}

/** The details that are shown, as the address names them; the serial number in them is upper-case hex. Null: the list is shown. */
const shownNow = (page: Page): Promise<{ address: string; serialNumber: string } | null> =>
  page.evaluate(() => {
    const serial = document.querySelector<HTMLElement>('.detail-facts .hexadecimal')
    return serial && { address: location.hash, serialNumber: serial.innerText.replaceAll(':', '') }
  })

const openLine = async (page: Page, address: string): Promise<void> => {
  await page.evaluate((hash: string) => document.querySelector<HTMLElement>(`a[href="${hash}"]`)?.click(), address)
  for (const end = Date.now() + 5000; Date.now() < end; await sleep(20))
    if ((await shownNow(page))?.address === address) return
}

/** Back to all of them. */
export const openList = async (page: Page): Promise<void> => {
  await page.evaluate(() => {
    location.hash = ''
  })
  for (const end = Date.now() + 5000; Date.now() < end && (await shownNow(page)) !== null; ) await sleep(20)
}

/** From the list to the certificate with this serial number; false: it is not there, and the list is shown. */
const openDetails = async (page: Page, serialNumber: string): Promise<boolean> => {
  if ((await shownNow(page))?.serialNumber === serialNumber) return true
  await openList(page)
  const addresses = await page.$$eval(LINE, (lines) => lines.map((line) => line.getAttribute('href') ?? ''))
  for (const address of addresses) {
    await openLine(page, address)
    if ((await shownNow(page))?.serialNumber === serialNumber) return true
    await openList(page)
  }
  return false
}

/** null: there is no such card. */
const findCard = async (page: Page, { store, serialNumber }: Card): Promise<ElementHandle<HTMLElement> | null> => {
  if (!(await openDetails(page, serialNumber))) return null
  const found = await page.evaluateHandle((name: string) => {
    const cards = [...document.querySelectorAll<HTMLElement>('li.card')]
    return cards.find((card) => card.querySelector('h4')?.innerText.includes(name)) ?? null
  }, store)
  return found.asElement() as ElementHandle<HTMLElement> | null
}

/** What stands in the details of a certificate, of whatever place. @throws Error: it is not there */
export const detailsOf = async (page: Page, serialNumber: string): Promise<string> => {
  if (!(await openDetails(page, serialNumber))) throw new Error(`No certificate ${serialNumber}`)
  return wordsOf(page)
}

/** What stands on a card; null: there is none. */
export const wordsOn = async (page: Page, card: Card): Promise<string | null> =>
  (await findCard(page, card))?.evaluate((found) => found.innerText) ?? null

const findButton = async (page: Page, card: Card, label: string): Promise<ElementHandle<Element> | null> => {
  const buttons = (await (await findCard(page, card))?.$$('button:not([aria-disabled=true])')) ?? []
  const labels = await Promise.all(buttons.map((button) => button.evaluate(({ textContent }) => textContent?.trim())))
  return buttons[labels.indexOf(label)] ?? null
}

/** Presses the button with exactly these words on a card, once it can be pressed. */
export const pressOn = async (page: Page, card: Card, label: string): Promise<void> => {
  for (const end = Date.now() + 30_000; Date.now() < end; await sleep(100)) {
    const button = await findButton(page, card, label)
    if (button) return button.click()
  }
  throw new Error(`No button 「${label}」 on the card: ${await wordsOn(page, card)}`)
}

/** Deletes a certificate in the computer's own store: asked once. */
export const removeFromComputer = async (page: Page, serialNumber: string): Promise<void> => {
  const card = { store: OWN_STORE, serialNumber }
  await pressOn(page, card, '削除する')
  await waitForWords(page, '元に戻せません')
  await pressOn(page, card, '削除する')
  await waitForWords(page, '削除しました')
  await press(page, '閉じる')
}
