import type { Page } from 'puppeteer-core'
import { afterEach, expect, it } from 'vitest'
import { CONSENT, press, waitForConsent, waitForPage, waitForWords } from '../world/clicking.ts'
import { goToStoreChoice } from '../world/renew.ts'
import { openStage, type Stage } from '../world/stage.ts'

/** A script that asks without a click that was held: its page is frozen, and waits for people. */

/** In a timer, as some pages do: nobody has clicked anything. */
const enrolByItself = (window: Page): Promise<unknown> => window.evaluate("setTimeout(() => enrol('computer'), 0)")

let stage: Stage
afterEach(() => stage?.close())

it('waits in its call until the user has consented and the key is made', async () => {
  stage = await openStage(['1234'])
  const browser = await stage.world.openBrowser()
  const window = await goToStoreChoice(browser, stage.world.bank)
  await enrolByItself(window)
  const consent = await waitForPage(browser, CONSENT)
  await press(consent, 'この内容で更新する')
  await waitForWords(window, '電子証明書のインストールが完了しました', 60)
  expect(stage.objects()).toEqual({ privateKeys: 2, certificates: 2 })
})

it('is told at once that the user does not want to, and nothing is made', async () => {
  stage = await openStage([])
  const browser = await stage.world.openBrowser()
  const window = await goToStoreChoice(browser, stage.world.bank)
  await enrolByItself(window)
  await press(await waitForConsent(browser, 'この内容で更新する'), 'やめる')
  await waitForWords(window, '0x800704C7')
  expect(stage.objects()).toEqual({ privateKeys: 1, certificates: 1 })
})
