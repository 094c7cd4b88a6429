import type { Browser } from 'puppeteer-core'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { press, waitForWords } from '../../world/clicking.ts'
import { killBrowser, waitForHostsToEnd } from '../../world/faults.ts'
import { type HeldStage, openHeldStage } from '../../world/held-stage.ts'
import { expectRenewedOnce, letGo, type Moment, pressAgain, renewUpTo } from '../../world/moments.ts'
import { openPopupOverFirst } from '../../world/popup.ts'
import { goToStoreChoice } from '../../world/renew.ts'

/** The browser is killed with SIGKILL, all of its processes at once, and started again by the same person. */

let stage: HeldStage
let before: Map<string, string>
beforeEach(async () => {
  stage = await openHeldStage(['1234', '1234'])
  before = stage.objectFiles()
})
afterEach(() => stage?.close())

const killedAt = async (moment: Moment): Promise<Browser> => {
  const browser = await stage.world.openBrowser()
  await renewUpTo(stage, browser, moment)
  await killBrowser(browser)
  return stage.world.openBrowser({ profile: 1 })
}

it('while the key is made: the key is finished without the browser, listed, and used when the button is pressed again', async () => {
  const browser = await killedAt('key')
  letGo(stage)
  await waitForHostsToEnd(stage.world)
  const popup = await openPopupOverFirst(browser)
  await waitForWords(popup, '途中の更新があります')
  await waitForWords(popup, 'もう一度ボタンを押すと')
  expect(stage.world.bank.submissions()).toHaveLength(0)
  await pressAgain(browser, await goToStoreChoice(browser, stage.world.bank), 'consent')
  expect(stage.world.bank.submissions()).toHaveLength(1)
  await expectRenewedOnce(stage, before)
})

it('before the answer came: it is listed, nothing is sent by itself, and the same key gets the same certificate', async () => {
  const browser = await killedAt('bank')
  const popup = await openPopupOverFirst(browser)
  await waitForWords(popup, '銀行の答えを待っています')
  letGo(stage)
  const window = await goToStoreChoice(browser, stage.world.bank)
  expect(stage.world.bank.submissions()).toHaveLength(1)
  await pressAgain(browser, window, 'consent')
  const [first, second, ...more] = stage.world.bank.submissions()
  expect([first?.spkiSha256, more]).toEqual([second?.spkiSha256, []])
  await expectRenewedOnce(stage, before)
})

it('while the answer is installed: it goes on without the browser, and what is left to do is done away from the bank', async () => {
  const browser = await killedAt('install')
  const popup = await openPopupOverFirst(browser)
  await waitForWords(popup, '新しい電子証明書は届いています')
  await press(popup, '続ける')
  // The host of the browser that was killed still has the token in its hands.
  await waitForWords(popup, 'ほかの画面での作業が終わるのを待っています')
  letGo(stage)
  await waitForWords(popup, '更新が完了しました')
  expect(stage.world.bank.submissions()).toHaveLength(1)
  await expectRenewedOnce(stage, before)
})
