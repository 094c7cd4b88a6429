import type { Browser, Page } from 'puppeteer-core'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { press, waitForConsent, waitForWords } from '../../world/clicking.ts'
import { waitForHostsToEnd } from '../../world/faults.ts'
import { type HeldStage, openHeldStage } from '../../world/held-stage.ts'
import { expectRenewedOnce, letGo, type Moment, pressAgain, renewUpTo } from '../../world/moments.ts'
import { openPopupOverFirst, waitInPopup } from '../../world/popup.ts'
import { stopWorker } from '../../world/service-worker.ts'

/** The service worker is stopped while the host works for it: the browser ends the host two seconds later. */

let stage: HeldStage
let before: Map<string, string>
beforeEach(async () => {
  stage = await openHeldStage(['1234', '1234'])
  before = stage.objectFiles()
})
afterEach(() => stage?.close())

/** The window that says what has happened: it comes to the front by itself, and a popup that was open closes. */
const goOn = async (browser: Browser, button: string): Promise<void> => {
  const failed = await waitForConsent(browser, 'パソコン用プログラムとの連絡が切れました')
  const closed = new Promise((done) => failed.once('close', done))
  await press(failed, button)
  await closed
}

const stoppedAt = async (moment: Moment): Promise<{ browser: Browser; window: Page; popup: Page }> => {
  const browser = await stage.world.openBrowser()
  const window = await renewUpTo(stage, browser, moment)
  await stopWorker(browser)
  await waitForHostsToEnd(stage.world)
  return { browser, window, popup: await openPopupOverFirst(browser) }
}

it('while the key is made: a window says so and tries again, and the button goes through without a question', async () => {
  const { browser, window } = await stoppedAt('key')
  letGo(stage)
  await goOn(browser, 'もう一度試す')
  // The held click went with the worker: the button is pressed once more.
  await pressAgain(browser, window, 'nothing')
  expect(stage.world.bank.submissions()).toHaveLength(1)
  await expectRenewedOnce(stage, before)
})

it('before the answer came: the popup says that the bank works, and its answer is installed', async () => {
  const { window, popup } = await stoppedAt('bank')
  await waitForWords(popup, '銀行')
  letGo(stage)
  await waitForWords(window, '電子証明書の更新と専用USBへの保存が完了しました。', 60)
  expect(stage.world.bank.submissions()).toHaveLength(1)
  await expectRenewedOnce(stage, before)
})

it('while the answer is installed: the page does not wait in vain, and the window brings it to the end', async () => {
  const { browser, window } = await stoppedAt('install')
  await waitForWords(window, '電子証明書更新エラー')
  letGo(stage)
  await goOn(browser, '続ける')
  await waitInPopup(browser, '更新が完了しました')
  expect(stage.world.bank.submissions()).toHaveLength(1)
  await expectRenewedOnce(stage, before)
})
