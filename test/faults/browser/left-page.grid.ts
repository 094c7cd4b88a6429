import type { Browser, Page } from 'puppeteer-core'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type HeldStage, openHeldStage } from '../../world/held-stage.ts'
import { letGo, pressAgain, renewUpTo } from '../../world/moments.ts'
import { goToStoreChoice, openBank } from '../../world/renew.ts'
import { waitForScreen } from '../../world/service-worker.ts'

/** The bank's page is left while the bank works: Koshin posts nothing again, and the person's own press goes on with the same key. */

let stage: HeldStage
beforeEach(async () => {
  stage = await openHeldStage(['1234', '1234'])
})
afterEach(() => stage?.close())

const waitAWhile = () => new Promise((done) => setTimeout(done, 2000))

const expectOneKeyAfterAnother = async (browser: Browser, window: Page): Promise<void> => {
  await pressAgain(browser, window, 'nothing')
  expect(stage.pinentry.shown()).toHaveLength(1)
  expect(stage.objects()).toEqual({ privateKeys: 2, certificates: 2 })
  const [first, second, ...more] = stage.world.bank.submissions()
  expect([second?.csrPem, more]).toEqual([first?.csrPem, []])
  expect(stage.world.bank.issued()).toHaveLength(2)
}

it('by closing its window', async () => {
  const browser = await stage.world.openBrowser()
  const window = await renewUpTo(stage, browser, 'bank')
  await window.close()
  letGo(stage)
  await openBank(browser, stage.world.bank)
  await waitAWhile()
  expect(stage.world.bank.submissions()).toHaveLength(1)
  const again = await goToStoreChoice(browser, stage.world.bank)
  await waitAWhile()
  expect(stage.world.bank.submissions()).toHaveLength(1)
  await expectOneKeyAfterAnother(browser, again)
})

it('by going elsewhere in it, and back to the button', async () => {
  const browser = await stage.world.openBrowser()
  const window = await renewUpTo(stage, browser, 'bank')
  window.on('dialog', (dialog) => void dialog.accept())
  await window.goto(`${stage.world.bank.origin}/notices`)
  letGo(stage)
  await waitForScreen(browser, 'notices')
  const again = await goToStoreChoice(browser, stage.world.bank)
  await waitAWhile()
  expect(stage.world.bank.submissions()).toHaveLength(1)
  await expectOneKeyAfterAnother(browser, again)
})
