import { afterEach, expect, it } from 'vitest'
import { CONSENT, press, waitForConsent, waitForPage, waitForWords } from '../world/clicking.ts'
import { goToStoreChoice } from '../world/renew.ts'
import { openStage, type Stage } from '../world/stage.ts'

/** A script that asks without a click that was held: its page is frozen, and waits for people. */

let stage: Stage
afterEach(() => stage?.close())

it('waits in its call until the user has consented and the key is made', async () => {
  stage = await openStage(['1234'])
  const browser = await stage.world.openBrowser()
  const window = await goToStoreChoice(browser, stage.world.bank)
  // The profile holds the button for the token only; this one calls at once. Its promise is resolved late: the page is frozen.
  const pressed = press(window, 'パソコンに保存する')
  const consent = await waitForPage(browser, CONSENT)
  await press(consent, 'この内容で更新する')
  await pressed
  await waitForWords(window, '電子証明書のインストールが完了しました', 60)
  expect(stage.objects()).toEqual({ privateKeys: 2, certificates: 2 })
})

it('is told at once that the user does not want to, and nothing is made', async () => {
  stage = await openStage([])
  const browser = await stage.world.openBrowser()
  const window = await goToStoreChoice(browser, stage.world.bank)
  const pressed = press(window, 'パソコンに保存する')
  await press(await waitForConsent(browser, 'この内容で更新する'), 'やめる')
  await pressed
  await waitForWords(window, '0x800704C7')
  expect(stage.objects()).toEqual({ privateKeys: 1, certificates: 1 })
})
