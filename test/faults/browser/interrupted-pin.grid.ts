import type { Browser } from 'puppeteer-core'
import { afterEach, expect, it } from 'vitest'
import { press, waitForConsent, waitForWords, wordsOf } from '../../world/clicking.ts'
import { killBrowser, reloadExtension, waitForHostsToEnd, waitForNewScript } from '../../world/faults.ts'
import { type HeldStage, openHeldStage } from '../../world/held-stage.ts'
import { letGo, pressAgain, renewUpTo } from '../../world/moments.ts'
import { openPopupOverFirst } from '../../world/popup.ts'
import { goToStoreChoice } from '../../world/renew.ts'
import { stopWorker } from '../../world/service-worker.ts'

/** The PIN is being asked when the browser, the extension or its worker goes: the dialog goes too, and nothing was made. */

let stage: HeldStage
afterEach(() => stage?.close())

const nothingMade = async (browser: Browser): Promise<void> => {
  await waitForHostsToEnd(stage.world)
  expect(stage.pinentry.shown()).toEqual([])
  const popup = await openPopupOverFirst(browser)
  await waitForWords(popup, '設定')
  expect(await wordsOf(popup)).not.toContain('途中の更新があります')
  await popup.close()
  expect(stage.objects()).toEqual({ privateKeys: 1, certificates: 1 })
  letGo(stage)
}

const renewedWithOneKey = (): void => {
  expect(stage.objects()).toEqual({ privateKeys: 2, certificates: 2 })
  expect(stage.pinentry.shown()).toHaveLength(1)
  expect(stage.world.bank.submissions()).toHaveLength(1)
}

it('the browser killed: the person begins again at the bank', async () => {
  stage = await openHeldStage(['1234'])
  const killed = await stage.world.openBrowser()
  await renewUpTo(stage, killed, 'pin')
  await killBrowser(killed)
  const browser = await stage.world.openBrowser({ profile: 1 })
  await nothingMade(browser)
  await pressAgain(browser, await goToStoreChoice(browser, stage.world.bank), 'consent')
  renewedWithOneKey()
})

it('the extension loaded anew: the button on the open page works as before', async () => {
  stage = await openHeldStage(['1234'])
  const browser = await stage.world.openBrowser()
  const window = await renewUpTo(stage, browser, 'pin')
  await reloadExtension(browser, stage.world)
  await nothingMade(browser)
  await waitForNewScript(browser, window)
  await pressAgain(browser, window, 'consent')
  renewedWithOneKey()
})

it('the worker stopped: the popup wakes it, and its window says what happened and tries again', async () => {
  stage = await openHeldStage(['1234'])
  const browser = await stage.world.openBrowser()
  const window = await renewUpTo(stage, browser, 'pin')
  await stopWorker(browser)
  await nothingMade(browser)
  const failed = await waitForConsent(browser, 'K-1003')
  const closed = new Promise((done) => failed.once('close', done))
  await press(failed, 'もう一度試す')
  await closed
  await pressAgain(browser, window, 'nothing')
  renewedWithOneKey()
})
