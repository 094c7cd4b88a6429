import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser, Frame, Page } from 'puppeteer-core'
import type { PracticeBank } from '../practice-bank/practice-bank.ts'
import { cardValue, PRACTICE_PASSWORDS } from '../practice-bank/practice-passwords.ts'
import type { SystemName } from '../practice-bank/system.ts'
import { BANK_WINDOW, findControl, type Place, press, waitForPage, waitForWords } from './clicking.ts'
import { waitForMarkAround } from './marks.ts'

/** The ways through the documents' systems, each as a person goes it: from log-on to the button that makes the key. */

/** Somebody on the way. */
export interface Walk {
  readonly browser: Browser
  readonly bank: PracticeBank
}

export interface Way {
  readonly system: SystemName
  /** Of the certificate that logs on. */
  readonly commonName: string
  /** @returns the page whose button makes the key */
  readonly toEnrolment: (walk: Walk) => Promise<Page>
  /** The words on that button. */
  readonly button: string
  /** The words on the button that the mark frames, where it is another: the 専用USB comes first. */
  readonly marked?: string
  /** Words that only the last screen has. */
  readonly finished: string
  /** From the last screen out. */
  readonly toEnd: (page: Page) => Promise<void>
  /** The screens that tell of the renewal, by their ids in the profile, in the order of the document. */
  readonly screens: readonly string[]
}

/** Presses the button that makes the key. */
export const enrol = async (page: Page, { button, marked = button }: Way): Promise<void> => {
  await waitForMarkAround(page, await findControl(page, marked))
  await press(page, button)
}

/** Reads the mark, and presses the control that it frames: with these words, on the page or in a frame of it. */
const follow = async (page: Page, label: string, place: Place = page): Promise<void> => {
  await waitForMarkAround(page, await findControl(place, label))
  await press(place, label)
}

const open = async ({ browser, bank }: Walk, system: SystemName, path: string): Promise<Page> => {
  const [first] = await browser.pages()
  const page = first ?? (await browser.newPage())
  await page.goto(`${bank.origins[system]}${path}`)
  return page
}

/** The bank's own window, past 電子証明書更新前処理中, which moves on by itself. */
const renewalWindow = ({ browser }: Walk): Promise<Page> => waitForPage(browser, BANK_WINDOW)

const typePassword = async (page: Page, password: string): Promise<void> => {
  await findControl(page, 'ログオン')
  await page.type('input[type=password]', password)
}

/** What the card says of the five positions that the page asks for. */
const typeCard = async (page: Page): Promise<void> => {
  await findControl(page, '次へ')
  const rows = await page.$$('tr:has(> td > input[type=password])')
  for (const row of rows) {
    const position = await row.$eval('td', (cell) => cell.textContent ?? '')
    const field = await row.$('input')
    await field?.type(cardValue(position))
  }
}

const closeWindow = async (window: Page): Promise<void> => {
  const closed = new Promise((done) => window.once('close', done))
  await follow(window, 'このウィンドウを閉じる')
  await closed
}

/** 電子証明書取得完了 [閉じる], and はい to the confirmation. */
const closeScreen = async (page: Page): Promise<void> => {
  await follow(page, '閉じる')
  await follow(page, 'はい')
  await waitForWords(page, 'ご利用ありがとうございました')
}

/** The frame in which a bank of frames shows its screens, asked of itself: of Firefox a driver is not told the names. */
const mainFrame = async (page: Page): Promise<Frame> => {
  for (const end = Date.now() + 30_000; Date.now() < end; await sleep(100)) {
    const names = await Promise.all(page.frames().map((frame) => frame.evaluate('name').catch(() => '')))
    const main = page.frames()[names.indexOf('main')]
    if (main) return main
  }
  throw new Error('The page has no main frame')
}

const OF_000 = {
  system: 'keiyaku-hojin',
  button: '実行',
  finished: '電子証明書の取得が完了しました。',
  toEnd: closeScreen,
  screens: ['notice', 'start', 'obtaining', 'obtained', 'closing'],
} as const

export const ADMINISTRATOR_000: Way = {
  ...OF_000,
  commonName: '1234567890',
  toEnrolment: async (walk) => {
    const page = await open(walk, 'keiyaku-hojin', '/')
    await follow(page, '電子証明書方式による契約法人ログオン（管理者）')
    await typePassword(page, PRACTICE_PASSWORDS.corporate)
    await follow(page, 'ログオン')
    await typeCard(page)
    await follow(page, '次へ')
    await waitForWords(page, '電子証明書更新のお知らせ')
    await follow(page, '次へ')
    return page
  },
}

export const USER_000: Way = {
  ...OF_000,
  commonName: '1234567890001',
  toEnrolment: async (walk) => {
    const page = await open(walk, 'keiyaku-hojin', '/user')
    await follow(page, '電子証明書方式による契約法人ログオン（利用者）')
    await typePassword(page, PRACTICE_PASSWORDS.user)
    await follow(page, 'ログオン')
    await waitForWords(page, '電子証明書更新のお知らせ')
    await follow(page, '次へ')
    return page
  },
}

/** 「重要なお知らせ」, the notice, and the window of its own up to the page with [パソコンに保存する]. */
const throughNotices =
  (system: SystemName) =>
  async (walk: Walk): Promise<Page> => {
    const page = await open(walk, system, '/')
    await follow(page, '電子証明書の更新をお願いします')
    await follow(page, '電子証明書の更新はこちら')
    const window = await renewalWindow(walk)
    await follow(window, '更新')
    return window
  }

const TO_COMPUTER = {
  commonName: '1234567890',
  button: 'パソコンに保存する',
  finished: '電子証明書のインストールが完了しました',
  toEnd: closeWindow,
} as const

export const WAY_001: Way = {
  ...TO_COMPUTER,
  system: 'shinkin-hojin-web',
  toEnrolment: throughNotices('shinkin-hojin-web'),
  screens: ['notices', 'notice', 'preparing', 'start', 'store', 'issuing', 'finished'],
}

export const COMPUTER_002: Way = {
  ...TO_COMPUTER,
  system: 'shinkin-hojin-ib',
  marked: '専用USBに保存する',
  toEnrolment: throughNotices('shinkin-hojin-ib'),
  screens: ['notices', 'notice', 'preparing', 'start', 'store', 'issuing', 'finished-computer'],
}

export const WAY_003_AND_004: Way = {
  ...TO_COMPUTER,
  system: 'shinkin-hojin-ib-older',
  button: '更新',
  toEnrolment: async (walk) => {
    const page = await open(walk, 'shinkin-hojin-ib-older', '/')
    await follow(page, 'ログイン')
    const main = await mainFrame(page)
    await follow(page, 'メインへ', main)
    await follow(page, '証明書更新', main)
    return renewalWindow(walk)
  },
  screens: ['notice', 'main', 'preparing', 'start', 'issuing', 'finished'],
}

/** Logs on once more, with a certificate and nothing else. @returns where the bank's first words stand */
export const logOnAgain = async ({ browser, bank }: Walk, { system }: Way): Promise<Place> => {
  const page = await browser.newPage()
  await page.goto(`${bank.origins[system]}/`)
  if (system !== 'shinkin-hojin-ib-older') {
    await waitForWords(page, 'ご利用中の電子証明書')
    return page
  }
  await press(page, 'ログイン')
  const main = await mainFrame(page)
  await waitForWords(main, 'お取引状況')
  return main
}
