import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import type { Browser, Page } from 'puppeteer-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { WAIT_PATH } from '../../src/enrolment/channel.ts'
import { EXTENSION_ID_FIREFOX } from '../../src/protocol/identity.ts'
import { press, waitForConsent, waitForWords } from '../world/clicking.ts'
import { endBackground, inFirefox } from '../world/firefox-window.ts'
import { goToStoreChoice } from '../world/renew.ts'
import { openStage, type Stage } from '../world/stage.ts'

/**
 * In Firefox a script that asks waits in a request of its page's own origin. It must not come to the bank's server, whatever becomes of the
 * extension meanwhile: what the server hears is listened to.
 */

const heard: string[] = []
const hear = (message: unknown): void => {
  const { request } = message as { readonly request: IncomingMessage }
  heard.push(request.url ?? '')
}
const SERVER_REQUESTS = 'http.server.request.start'

let stage: Stage
let browser: Browser
let window: Page

beforeAll(async () => {
  subscribe(SERVER_REQUESTS, hear)
  stage = await openStage([], { browser: 'firefox' })
  browser = await stage.world.openBrowser()
})
afterAll(async () => {
  unsubscribe(SERVER_REQUESTS, hear)
  await stage?.close()
})

beforeEach(async () => {
  heard.length = 0
  window = await goToStoreChoice(browser, stage.world.bank)
})
afterEach(async () => {
  expect(heard).toContain('/')
  expect(heard.filter((address) => address.startsWith(WAIT_PATH))).toEqual([])
  await window.close()
})

/** In a timer: nobody has clicked, so that no click is held. */
const enrolByItself = (): Promise<unknown> => window.evaluate("setTimeout(() => enrol('computer'), 0)")

it('wakes an event page that sleeps, and waits for people', async () => {
  await endBackground(browser)
  await enrolByItself()
  await press(await waitForConsent(browser, 'この内容で更新する'), 'やめる')
  await waitForWords(window, '0x800704C7')
})

it('is told at once that the extension is loaded anew', async () => {
  await enrolByItself()
  await waitForConsent(browser, 'この内容で更新する')
  await inFirefox(browser, `AddonManager.getAddonByID('${EXTENSION_ID_FIREFOX}').then((one) => one.reload())`)
  await waitForWords(window, '0x8010001D')
})
