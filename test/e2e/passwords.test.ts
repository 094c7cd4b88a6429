import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'puppeteer-core'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { PRACTICE_PASSWORDS } from '../practice-bank/practice-passwords.ts'
import { findControl, press, waitForWords } from '../world/clicking.ts'
import { waitForMarkAround, waitForMarkSaying } from '../world/marks.ts'
import { type Heard, listenToKoshin } from '../world/service-worker.ts'
import { openStage, type Stage } from '../world/stage.ts'

/**
 * 契約法人暗証番号 and the one-time password of the 管理者カード (seeds/000) are typed by the user into the bank's page. Nothing of it is in
 * what the content script says, in what Koshin stores, or in what it writes down.
 */

/** What no other text here has. The fields take 12 characters, and 2 at each position of the card. */
const PASSWORD = 'ひみつzQ7kV2'
const CARD = ['ぬゐ', 'をゑ', 'ヰヱ', 'ヌヲ', 'ゐヱ']

let stage: Stage
let browser: Browser
let page: Page
let heard: Heard
/** What the page and the worker wrote to their consoles. */
let logged: string[]

beforeEach(async () => {
  stage = await openStage([], { commonName: '1234567890' })
  browser = await stage.world.openBrowser()
  heard = await listenToKoshin(browser)
  logged = []
  const [first] = await browser.pages()
  if (!first) throw new Error('no page')
  page = first
  page.on('console', (message) => logged.push(message.text()))
  await page.goto(stage.world.bank.origins['keiyaku-hojin'])
  await press(page, '電子証明書方式による契約法人ログオン（管理者）')
  await waitForWords(page, '契約法人暗証番号')
})
afterEach(() => stage?.close())

/** Everything that the native host has written: log, journal, settings. */
const written = (): string =>
  ['XDG_STATE_HOME', 'XDG_CONFIG_HOME', 'XDG_DATA_HOME', 'XDG_CACHE_HOME']
    .map((name) => stage.world.environment[name] ?? '')
    .flatMap((folder) => filesIn(folder))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n')

const filesIn = (folder: string): string[] => {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
  } catch {
    return []
  }
}

/** The page tells another ID while its fields are filled: it is read again, and what was read of it is said. */
const makeItReadAgain = async (): Promise<void> => {
  const before = (await heard.messages()).length
  await page.evaluate(() => {
    document.body.insertAdjacentHTML('afterbegin', '<table><tr><td>利用者ID</td><td>keiri01</td></tr></table>')
  })
  await expect.poll(async () => (await heard.messages()).slice(before).join(), { timeout: 5000 }).toContain('keiri01')
}

const everything = async (): Promise<string> =>
  [...(await heard.messages()), ...(await heard.stored()), ...logged, written()].join('\n')

it('a typed 契約法人暗証番号 is in nothing that Koshin says, stores or writes', async () => {
  await waitForMarkSaying(page, 'このナビには読まれません')
  await page.type('input[type=password]', PASSWORD)
  await makeItReadAgain()
  await waitForMarkAround(page, await findControl(page, 'ログオン'))
  await press(page, 'ログオン')
  await waitForWords(page, '暗証番号が正しくありません')
  await waitForMarkSaying(page, 'このナビには読まれません')
  const all = await everything()
  expect(all).not.toContain(PASSWORD)
  expect(all).not.toContain(PASSWORD.slice(0, 6))
  // The ears of this test are open.
  expect(all).toContain('"corporateId":"1234567890"')
  expect(all).toContain('password-administrator')
})

it('a typed one-time password is in nothing that Koshin says, stores or writes', async () => {
  await page.type('input[type=password]', PRACTICE_PASSWORDS.corporate)
  await press(page, 'ログオン')
  await waitForWords(page, '契約法人ワンタイムパスワード入力')
  await waitForMarkSaying(page, 'このナビには読まれません')
  const fields = await page.$$('input[type=password]')
  expect(fields).toHaveLength(CARD.length)
  for (const [index, field] of fields.entries()) await field.type(CARD[index] ?? '')
  await makeItReadAgain()
  await waitForMarkAround(page, await findControl(page, '次へ'))
  await press(page, '次へ')
  await waitForWords(page, 'ワンタイムパスワードが正しくありません')
  await waitForMarkSaying(page, 'このナビには読まれません')
  const all = await everything()
  for (const value of CARD) expect(all).not.toContain(value)
  expect(all).toContain('one-time-password')
})
