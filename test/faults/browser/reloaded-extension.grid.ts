import type { Browser, Page } from 'puppeteer-core'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { press, waitForWords } from '../../world/clicking.ts'
import { reloadExtension, waitForHostsToEnd, waitForNewScript } from '../../world/faults.ts'
import { type HeldStage, openHeldStage } from '../../world/held-stage.ts'
import { expectRenewedOnce, letGo, type Moment, pressAgain, renewUpTo } from '../../world/moments.ts'
import { openPopupOverFirst } from '../../world/popup.ts'

/** The extension is loaded anew, as an update does it: the browser ends the host two seconds later, and the pages stay open. */

let stage: HeldStage
let before: Map<string, string>
beforeEach(async () => {
  stage = await openHeldStage(['1234', '1234'])
  before = stage.objectFiles()
})
afterEach(() => stage?.close())

const reloadedAt = async (moment: Moment): Promise<{ browser: Browser; window: Page; popup: () => Promise<Page> }> => {
  const browser = await stage.world.openBrowser()
  const window = await renewUpTo(stage, browser, moment)
  await reloadExtension(browser, stage.world)
  await waitForHostsToEnd(stage.world)
  return { browser, window, popup: () => openPopupOverFirst(browser) }
}

it('while the key is made: it is listed, and the button on the page that was open all the time goes on with it', async () => {
  const { browser, window, popup } = await reloadedAt('key')
  const shown = await popup()
  await waitForWords(shown, '途中の更新があります')
  letGo(stage)
  await shown.close()
  await waitForNewScript(browser, window)
  await pressAgain(browser, window, 'consent')
  expect(stage.world.bank.submissions()).toHaveLength(1)
  await expectRenewedOnce(stage, before)
})

it('before the answer came: it is listed, and the answer is installed when the page brings it', async () => {
  const { window, popup } = await reloadedAt('bank')
  await waitForWords(await popup(), '銀行の答えを待っています')
  letGo(stage)
  await waitForWords(window, '電子証明書の更新と専用USBへの保存が完了しました。', 60)
  expect(stage.world.bank.submissions()).toHaveLength(1)
  await expectRenewedOnce(stage, before)
})

it('while the answer is installed: the page does not wait in vain, and the popup brings it to the end', async () => {
  const { window, popup } = await reloadedAt('install')
  await waitForWords(window, '電子証明書更新エラー')
  letGo(stage)
  const shown = await popup()
  await waitForWords(shown, '新しい電子証明書は届いています')
  await press(shown, '続ける')
  await waitForWords(shown, '更新が完了しました')
  expect(stage.world.bank.submissions()).toHaveLength(1)
  await expectRenewedOnce(stage, before)
})
