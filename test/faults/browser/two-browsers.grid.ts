import type { Browser, Page } from 'puppeteer-core'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { CONSENT, press, waitForConsent, waitForPage, waitForWords } from '../../world/clicking.ts'
import { type HeldStage, openHeldStage } from '../../world/held-stage.ts'
import { letGo, renewUpTo } from '../../world/moments.ts'
import { askForToken, goToStoreChoice } from '../../world/renew.ts'

/** The same renewal begun twice at a time: there is one key, one request and one certificate all the same. */

const FINISHED = '電子証明書の更新と専用USBへの保存が完了しました。'
const ALREADY = 'この電子証明書は、もう更新されています'

let stage: HeldStage
let before: Map<string, string>
beforeEach(async () => {
  stage = await openHeldStage(['1234', '1234'])
  before = stage.objectFiles()
})
afterEach(() => stage?.close())

const expectOneRenewal = (): void => {
  const after = stage.objectFiles()
  expect([...before].filter(([file, bytes]) => after.get(file) !== bytes)).toEqual([])
  expect(stage.objects()).toEqual({ privateKeys: 2, certificates: 2 })
  expect(stage.world.bank.submissions()).toHaveLength(1)
  expect(stage.world.bank.issued()).toHaveLength(2)
}

/** Another tab of the same browser, at the page with [専用USBに保存する]. */
const secondTab = async (browser: Browser): Promise<Page> => {
  const tab = await browser.newPage()
  await tab.goto(`${stage.world.bank.origin}/renewal/start`)
  await press(tab, '更新')
  await waitForWords(tab, '専用USB')
  await tab.waitForSelector('koshin-mark')
  return tab
}

it('in two tabs of one browser: the second is shown what the first is at, and later that it is done', async () => {
  const browser = await stage.world.openBrowser()
  const first = await renewUpTo(stage, browser, 'pin')
  const second = await secondTab(browser)
  await press(second, '専用USBに保存する')
  const consent = await waitForPage(browser, CONSENT)
  await waitForWords(consent, '暗証番号（PIN）を入れてください')
  await consent.waitForFunction('document.hasFocus()', { timeout: 10_000, polling: 100 })
  letGo(stage)
  await waitForWords(first, FINISHED, 60)
  expectOneRenewal()
  await second.bringToFront()
  await press(await askForToken(browser, second), 'この内容で更新する')
  await waitForConsent(browser, ALREADY)
  expectOneRenewal()
})

it('in two browsers: the second waits for the token and says so, and then that it is done', async () => {
  const one = await stage.world.openBrowser()
  const another = await stage.world.openBrowser()
  const first = await renewUpTo(stage, one, 'pin')
  const second = await goToStoreChoice(another, stage.world.bank)
  await press(await askForToken(another, second), 'この内容で更新する')
  await waitForConsent(another, 'ほかの画面での作業が終わるのを待っています')
  letGo(stage)
  await waitForWords(first, FINISHED, 60)
  await waitForConsent(another, ALREADY)
  expectOneRenewal()
})

it('in two browsers, the second while the bank works for the first: both use one key', async () => {
  const one = await stage.world.openBrowser()
  const another = await stage.world.openBrowser()
  const first = await renewUpTo(stage, one, 'bank')
  const second = await goToStoreChoice(another, stage.world.bank)
  await press(await askForToken(another, second), 'この内容で更新する')
  await waitForConsent(another, 'ほかの画面での作業が終わるのを待っています')
  letGo(stage)
  await waitForWords(first, FINISHED, 60)
  await waitForConsent(another, ALREADY)
  expectOneRenewal()
})
