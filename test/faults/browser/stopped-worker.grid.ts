import { afterEach, expect, it } from 'vitest'
import { press, waitForConsent, waitForWords } from '../../world/clicking.ts'
import { askForToken, goToStoreChoice } from '../../world/renew.ts'
import { stopWorker } from '../../world/service-worker.ts'
import { openStage, type Stage } from '../../world/stage.ts'

/** A browser may stop an extension's service worker at any time: what it knew is found again. */

let stage: Stage
afterEach(() => stage?.close())

it('stopped while consent is asked: the consent counts, and the key is made once', async () => {
  stage = await openStage(['1234'])
  const browser = await stage.world.openBrowser()
  const window = await goToStoreChoice(browser, stage.world.bank)
  const consent = await askForToken(browser, window)
  await waitForWords(consent, 'この内容で更新する')
  await stopWorker(browser)
  const closed = new Promise((done) => consent.once('close', done))
  await press(consent, 'この内容で更新する')
  await closed
  // The held click went with the worker. Pressed again, it goes through at once: no question, no PIN, no key.
  await press(window, '専用USBに保存する')
  await waitForWords(window, '電子証明書の更新と専用USBへの保存が完了しました。', 60)
  expect(stage.pinentry.shown()).toHaveLength(1)
  expect(stage.objects()).toEqual({ privateKeys: 2, certificates: 2 })
})

it('stopped while the bank works: its answer is installed all the same, with one key', async () => {
  stage = await openStage(['1234', '1234'], { misbehaviour: 'no-answer' })
  const browser = await stage.world.openBrowser()
  const window = await goToStoreChoice(browser, stage.world.bank)
  await press(await askForToken(browser, window), 'この内容で更新する')
  await waitForWords(window, '電子証明書発行処理中')
  await stopWorker(browser)
  stage.world.bank.misbehave('none')
  await waitForWords(window, '電子証明書の更新と専用USBへの保存が完了しました。', 60)
  expect(stage.objects()).toEqual({ privateKeys: 2, certificates: 2 })
  expect(stage.world.bank.submissions()).toHaveLength(1)
})

it('stopped after an error: trying again in the window goes on', async () => {
  stage = await openStage([null])
  const browser = await stage.world.openBrowser()
  const window = await goToStoreChoice(browser, stage.world.bank)
  await press(await askForToken(browser, window), 'この内容で更新する')
  const failed = await waitForConsent(browser, 'K-2206')
  await stopWorker(browser)
  stage.pinentry.typesNext('1234')
  const closed = new Promise((done) => failed.once('close', done))
  await press(failed, 'もう一度試す')
  await closed
  await press(window, '専用USBに保存する')
  await waitForWords(window, '電子証明書の更新と専用USBへの保存が完了しました。', 60)
  expect(stage.objects()).toEqual({ privateKeys: 2, certificates: 2 })
})
