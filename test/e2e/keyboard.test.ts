import type { Browser, Page } from 'puppeteer-core'
import { afterEach, expect, it } from 'vitest'
import { BANK_WINDOW, CONSENT, findControl, waitForPage, waitForWords } from '../world/clicking.ts'
import { focusPage } from '../world/keyboard.ts'
import { waitForMarkAround } from '../world/marks.ts'
import { openPopup } from '../world/popup.ts'
import { openBank } from '../world/renew.ts'
import { readSnapshot } from '../world/service-worker.ts'
import { openStage, type Stage } from '../world/stage.ts'

/** 002, 専用USB, from the notice to the end without a mouse. */

/** Pixels of the ring on Koshin's own screens; a browser's own is thinner. */
const RING = 3
const FINISHED = '電子証明書の更新と専用USBへの保存が完了しました。'

let stage: Stage
afterEach(() => stage?.close())

interface Focused {
  /** Words on the control; null: nothing has the focus. */
  readonly label: string | null
  /** Pixels of the ring that shows where the focus is; 0: nothing is seen. */
  readonly ring: number
}

const focused = (page: Page): Promise<Focused> =>
  page.evaluate(() => {
    const element = document.activeElement
    if (!element || element === document.body) return { label: null, ring: 0 }
    const { outlineStyle, outlineWidth } = getComputedStyle(element)
    const words = element instanceof HTMLInputElement ? element.value : (element as HTMLElement).innerText
    return { label: words.trim(), ring: outlineStyle === 'none' ? 0 : Number.parseFloat(outlineWidth) }
  })

/** Presses Tab until the focus is where these words are. @returns what it passed, the last one included */
const tabTo = async (page: Page, label: string): Promise<readonly Focused[]> => {
  const passed: Focused[] = []
  while (passed.at(-1)?.label !== label) {
    if (passed.length > 20) throw new Error(`Tab does not reach 「${label}」: ${JSON.stringify(passed)}`)
    await page.keyboard.press('Tab')
    passed.push(await focused(page))
  }
  return passed
}

/** What the mark frames, pressed with a key. */
const follow = async (page: Page, label: string, key: 'Enter' | 'Space'): Promise<void> => {
  await waitForMarkAround(page, await findControl(page, label))
  await focusPage(page)
  await tabTo(page, label)
  // The bank's page has the browser's own ring: the mark neither takes the focus nor hides it.
  expect((await focused(page)).ring).toBeGreaterThan(0)
  await pressKey(page, key)
}

/** A window that a key closes on its way down has nobody for its way up. */
const pressKey = async (page: Page, key: 'Enter' | 'Space'): Promise<void> => {
  await page.keyboard.press(key === 'Space' ? ' ' : key).catch((error: unknown) => {
    if (!page.isClosed()) throw error
  })
}

/** The window's clock goes three times slower, so that its first half second is there to be tried in. */
const slowDown = async (consent: Page): Promise<void> => {
  await consent.evaluateOnNewDocument(() => {
    const { setTimeout } = globalThis
    globalThis.setTimeout = ((run: () => void, delay = 0) => setTimeout(run, delay * 3)) as typeof setTimeout
  })
  await consent.evaluate("document.title = 'before'; location.reload()")
  await consent.waitForFunction("document.title !== 'before'", { polling: 100 })
  await waitForWords(consent, 'この内容で更新する')
  await focusPage(consent)
}

const isBlocked = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.activeElement?.getAttribute('aria-disabled') === 'true')

const renewalIn = async (browser: Browser): Promise<string | undefined> => (await readSnapshot(browser))?.renewal.at

it('goes from the notice to the proven certificate, and out, by Tab, Enter and Space', async () => {
  stage = await openStage(['1234'])
  const browser = await stage.world.openBrowser()
  const page = await openBank(browser, stage.world.bank)
  await follow(page, '電子証明書の更新をお願いします', 'Enter')
  await follow(page, '電子証明書の更新はこちら', 'Enter')
  const window = await waitForPage(browser, BANK_WINDOW)
  await follow(window, '更新', 'Space')
  await follow(window, '専用USBに保存する', 'Enter')

  const consent = await waitForPage(browser, CONSENT)
  await slowDown(consent)
  await tabTo(consent, 'この内容で更新する')
  await pressKey(consent, 'Enter')
  // Still within the time in which an Enter may be meant for the page before.
  expect(await isBlocked(consent)).toBe(true)
  expect(await renewalIn(browser)).toBe('asking')
  await findControl(consent, 'この内容で更新する')
  expect(await focused(consent)).toEqual({ label: 'この内容で更新する', ring: RING })
  await pressKey(consent, 'Enter')

  await waitForWords(window, FINISHED)
  const closed = new Promise((done) => window.once('close', done))
  await follow(window, 'このウィンドウを閉じる', 'Space')
  await closed

  const popup = await openPopup(browser, page)
  await waitForWords(popup, '更新が完了しました')
  await findControl(popup, 'このブラウザで使えるようにする')
  const stops = await tabTo(popup, '設定')
  const labels = [
    'English',
    'このブラウザで使えるようにする',
    'ブラウザをすべて閉じる',
    'カレンダーに次の更新を入れる',
    '古い電子証明書を削除する',
    '閉じる',
    '電子証明書の一覧',
    '設定',
  ]
  expect(stops).toEqual(labels.map((label) => ({ label, ring: RING })))

  await tabTo(popup, 'ブラウザをすべて閉じる')
  await pressKey(popup, 'Space')
  await waitForWords(popup, '入力中のものはありませんか')
  await tabTo(popup, 'やめる')
  await pressKey(popup, 'Space')
  await findControl(popup, 'ブラウザをすべて閉じる')
  await tabTo(popup, '閉じる')
  await pressKey(popup, 'Enter')
  await expect.poll(() => renewalIn(browser)).toBe('none')
  expect(stage.objects()).toEqual({ privateKeys: 2, certificates: 2 })
  expect(stage.world.bank.submissions()).toHaveLength(1)
})
