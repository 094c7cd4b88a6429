import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser, Page, Target, WebWorker } from 'puppeteer-core'
import type { Snapshot } from '../../src/renewal/snapshot.ts'
import type { Notice } from '../../src/renewal/state.ts'
import { BACKGROUND_VIEW, endBackground, pageIn, wakeBackground } from './firefox-window.ts'
import { isFirefox } from './which-browser.ts'

/** What the extension's background shows and stores, asked of itself: Chromium's service worker, Firefox's event page. */

/** Where the background runs. */
type Background = Pick<WebWorker | Page, 'evaluate'>

const isWorker = (target: Target): boolean => target.type() === 'service_worker'

const serviceWorker = async (browser: Browser): Promise<Background> => {
  const first = await browser.waitForTarget(isWorker)
  // That of an extension that was loaded anew comes after the one that it has replaced, which may still be listed.
  const worker = await (browser.targets().findLast(isWorker) ?? first).worker()
  if (!worker) throw new Error('The extension has no service worker')
  return worker
}

const eventPage = async (browser: Browser): Promise<Background> => {
  await wakeBackground(browser)
  const page = await pageIn(browser, BACKGROUND_VIEW)
  if (!page) throw new Error('The extension has no event page')
  return page
}

const background = async (browser: Browser): Promise<Background> => {
  const found = await (isFirefox(browser) ? eventPage(browser) : serviceWorker(browser))
  // One that has only just begun has no API yet.
  while (!(await found.evaluate("typeof chrome !== 'undefined'"))) await sleep(50)
  return found
}

/** @param script an expression; what it promises is waited for */
export const inBackground = async <T>(browser: Browser, script: string): Promise<T> =>
  (await (await background(browser)).evaluate(script)) as T

/** The browser ends the background, as it does with one that is idle. */
export const stopWorker = async (browser: Browser): Promise<void> => {
  if (isFirefox(browser)) {
    await endBackground(browser)
    return
  }
  const target = await browser.waitForTarget(isWorker)
  const gone = new Promise((done) => browser.once('targetdestroyed', done))
  await (await target.worker())?.close()
  await gone
}

/** All that is kept until the browser is closed. */
export const storedInSession = (browser: Browser): Promise<Record<string, unknown>> => {
  return inBackground(browser, 'chrome.storage.session.get(null)')
}

/** All that outlives the browser. */
export const storedLocally = (browser: Browser): Promise<Record<string, unknown>> => {
  return inBackground(browser, 'chrome.storage.local.get(null)')
}

const CERTIFICATES_FOUND = "chrome.storage.local.get('held').then(({ held }) => held?.certificates.length ?? 0)"

/** Waits until Koshin has looked into the stores, which it does at its start, and found a certificate. */
export const waitForCertificates = async (browser: Browser, seconds = 20): Promise<void> => {
  const worker = await background(browser)
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(50)) {
    if (await worker.evaluate(CERTIFICATES_FOUND)) return
  }
  throw new Error('Koshin has found no certificate')
}

/** Which screens the extension takes the bank's pages for. */
export interface ScreensSeen {
  /** Ids of the profile's screens, each where it was seen for the first time. */
  ids(): Promise<readonly string[]>
}

/** Runs in the worker: what is there for a moment only is seen as well. */
const WATCH_SCREENS = `
  globalThis.screensSeen = new Set()
  chrome.storage.session.onChanged.addListener(({ snapshot }) => {
    const screen = snapshot?.newValue?.renewal.notice?.screen
    if (screen) screensSeen.add(screen)
  })
`

export const watchScreens = async (browser: Browser): Promise<ScreensSeen> => {
  const worker = await background(browser)
  await worker.evaluate(WATCH_SCREENS)
  return { ids: () => worker.evaluate('[...screensSeen]') as Promise<readonly string[]> }
}

/** What popup and windows draw from; null: none has been written yet. */
export const readSnapshot = (browser: Browser): Promise<Snapshot | null> => {
  return inBackground(browser, "chrome.storage.session.get('snapshot').then(({ snapshot }) => snapshot ?? null)")
}

/** The notice that Koshin has in hand, as it was last stored. */
export const noticeInHand = async (browser: Browser): Promise<Notice | null> => {
  const renewal = (await readSnapshot(browser))?.renewal
  return !renewal || renewal.at === 'none' ? null : renewal.notice
}

/** Waits until the screen that the user is on is this one, by its id in the profile. */
export const waitForScreen = async (browser: Browser, id: string, seconds = 15): Promise<Notice> => {
  let notice: Notice | null = null
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(50)) {
    notice = await noticeInHand(browser)
    if (notice?.screen === id) return notice
  }
  throw new Error(`Koshin is not at ${id} but at ${notice?.screen}`)
}

/** What reaches the worker, and what it keeps. */
export interface Heard {
  /** Every message of pages and windows, as JSON. */
  messages(): Promise<readonly string[]>
  /** All values that were ever stored, in either area, as JSON. */
  stored(): Promise<readonly string[]>
}

const LISTEN = `
  globalThis.heard = { messages: [], stored: [] }
  chrome.runtime.onMessage.addListener((message) => { heard.messages.push(JSON.stringify(message)) })
  chrome.storage.onChanged.addListener((changes) => { heard.stored.push(JSON.stringify(changes)) })
`

export const listenToKoshin = async (browser: Browser): Promise<Heard> => {
  const worker = await background(browser)
  await worker.evaluate(LISTEN)
  const read = (what: string) => worker.evaluate(`heard.${what}`) as Promise<readonly string[]>
  return { messages: () => read('messages'), stored: () => read('stored') }
}
