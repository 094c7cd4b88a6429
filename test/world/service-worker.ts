import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser, WebWorker } from 'puppeteer-core'

/** What the extension's service worker shows and stores, asked of the worker itself. */

const serviceWorker = async (browser: Browser): Promise<WebWorker> => {
  const target = await browser.waitForTarget((one) => one.type() === 'service_worker')
  const worker = await target.worker()
  if (!worker) throw new Error('The extension has no service worker')
  // One that has only just begun has no API yet.
  while (!(await worker.evaluate("typeof chrome !== 'undefined'"))) await sleep(50)
  return worker
}

const CERTIFICATES_FOUND = "chrome.storage.local.get('held').then(({ held }) => held?.certificates.length ?? 0)"

/** Waits until Koshin has looked into the stores, which it does at its start, and found a certificate. */
export const waitForCertificates = async (browser: Browser, seconds = 20): Promise<void> => {
  const worker = await serviceWorker(browser)
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
  const worker = await serviceWorker(browser)
  await worker.evaluate(WATCH_SCREENS)
  return { ids: () => worker.evaluate('[...screensSeen]') as Promise<readonly string[]> }
}
