import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser, ElementHandle, Page } from 'puppeteer-core'
import { press, waitForWords } from './clicking.ts'
import { goToOwnPage } from './own-page.ts'

/** The page of certificates, as a person uses it. */

/** One certificate in one store, as the page names both. */
export interface Card {
  /** Part of the store's name. */
  readonly store: string
  /** Upper-case hex. */
  readonly serialNumber: string
}

/** Name of the browser's own store. */
export const OWN_STORE = 'このブラウザ'

/** Opens it in a tab, and waits until the stores have been looked into. */
export const openCertificates = async (browser: Browser): Promise<Page> => {
  const page = await browser.newPage()
  await goToOwnPage(page, 'certificates')
  await waitForWords(page, 'シリアル番号')
  return page
}

/** null: there is no such card. */
const findCard = async (page: Page, { store, serialNumber }: Card): Promise<ElementHandle<HTMLElement> | null> => {
  const found = await page.evaluateHandle(
    (name: string, serial: string) => {
      const sections = [...document.querySelectorAll<HTMLElement>('section')]
      const section = sections.find((one) => one.querySelector('h2')?.innerText.includes(name))
      const cards = [...(section?.querySelectorAll<HTMLElement>('li.card') ?? [])]
      return cards.find((card) => card.innerText.replaceAll(':', '').includes(serial)) ?? null
    },
    store,
    serialNumber,
  )
  return found.asElement() as ElementHandle<HTMLElement> | null
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
