import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'puppeteer-core'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { press, waitForConsent, waitForWords } from '../../world/clicking.ts'
import { freezeHosts, killBrowser, killHosts, waitForHostsToEnd } from '../../world/faults.ts'
import { type HeldStage, openHeldStage } from '../../world/held-stage.ts'
import { expectRenewedOnce, renewUpTo } from '../../world/moments.ts'
import { openPopupOverFirst, waitInPopup } from '../../world/popup.ts'
import { readSnapshot, storedLocally } from '../../world/service-worker.ts'

/** The bank's answer has reached the browser, and the host dies before it has read it: the bank is not asked again. */

let stage: HeldStage
let before: Map<string, string>
beforeEach(async () => {
  stage = await openHeldStage(['1234', '1234'])
  before = stage.objectFiles()
})
afterEach(() => stage?.close())

const answersKept = async (browser: Browser): Promise<string[]> =>
  Object.keys(await storedLocally(browser)).filter((key) => key.startsWith('answer-'))

const answersInJournal = (): string[] =>
  readdirSync(join(stage.folder, 'state'), { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.includes('answer'),
  )

/** The page hands its answer over to a host that no longer reads, and from here on the bank is of no help. */
const loseHost = async (): Promise<Browser> => {
  const browser = await stage.world.openBrowser()
  await renewUpTo(stage, browser, 'bank')
  freezeHosts(stage.world)
  stage.world.bank.misbehave('none')
  for (let at = ''; at !== 'installing'; ) at = (await readSnapshot(browser))?.renewal.at ?? ''
  for (let kept = 0; kept === 0; ) kept = (await answersKept(browser)).length
  stage.world.bank.misbehave('no-answer')
  stage.world.bank.endSessions()
  killHosts(stage.world)
  await waitForHostsToEnd(stage.world)
  return browser
}

it('it is kept, and installed by the next host', async () => {
  const browser = await loseHost()
  const failed = await waitForConsent(browser, 'K-1003')
  expect(answersInJournal()).toEqual([])
  const closed = new Promise((done) => failed.once('close', done))
  await press(failed, '続ける')
  await closed
  await waitInPopup(browser, '更新が完了しました')
  expect(await answersKept(browser)).toEqual([])
  expect(stage.world.bank.submissions()).toHaveLength(1)
  await expectRenewedOnce(stage, before)
})

it('it is kept over the end of the browser too: the popup of the next one goes on', async () => {
  await killBrowser(await loseHost())
  const browser = await stage.world.openBrowser({ profile: 1 })
  const popup = await openPopupOverFirst(browser)
  await waitForWords(popup, '途中の更新があります')
  await press(popup, '続ける')
  await waitForWords(popup, '更新が完了しました')
  expect(await answersKept(browser)).toEqual([])
  expect(stage.world.bank.submissions()).toHaveLength(1)
  await expectRenewedOnce(stage, before)
})
