import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, Page } from 'puppeteer-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { waitForWords } from '../world/clicking.ts'
import { goToOwnPage, listenForTroubles } from '../world/own-page.ts'
import { inBackground } from '../world/service-worker.ts'
import { openStage, type Stage } from '../world/stage.ts'
import { BROWSER } from '../world/which-browser.ts'

/** The extension's own content security policy, in a real browser: every page keeps it, in both languages. */

let stage: Stage
let browser: Browser
beforeAll(async () => {
  stage = await openStage([], { edition: 'plain' })
  browser = await stage.world.openBrowser()
})
afterAll(() => stage?.close())

/** A page of the extension, and what it was told off for, or went wrong in it. */
const open = async (name: string): Promise<{ page: Page; troubles: () => Promise<readonly string[]> }> => {
  const page = await browser.newPage()
  const troubles = await listenForTroubles(page)
  await goToOwnPage(page, name)
  await page.waitForSelector('h1, h2')
  return { page, troubles }
}

const speak = (page: Page, language: 'ja' | 'en'): Promise<unknown> =>
  page.evaluate(`chrome.runtime.sendMessage({ type: 'language', language: '${language}' })`)

describe.each([
  ['ja', '設定'],
  ['en', 'Settings'],
] as const)('in %s', (language, settings) => {
  it.each(['popup', 'options', 'consent', 'pin'])(
    'the %s page asks for nothing that its policy refuses',
    async (name) => {
      const { page, troubles } = await open(name)
      await speak(page, language)
      await page.waitForFunction((wanted: string) => document.documentElement.lang === wanted, {}, language)
      if (name === 'popup') await waitForWords(page, settings)
      expect(await troubles()).toEqual([])
      await page.close()
    },
  )
})

describe('what would be sent', () => {
  let asked: string[]
  let server: Server
  let fetching: (from: string) => string
  let opening: (from: string) => string
  beforeAll(async () => {
    asked = []
    server = createServer(({ url = '' }, response) => {
      asked.push(url)
      response.end()
    })
    server.on('upgrade', ({ url = '' }, socket) => {
      asked.push(url)
      socket.destroy()
    })
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    const { port } = server.address() as AddressInfo
    fetching = (from) =>
      `fetch('http://127.0.0.1:${port}/${from}', { mode: 'no-cors' }).then(() => 'sent', () => 'refused')`
    opening = (from) =>
      `new Promise((ended) => { new WebSocket('ws://127.0.0.1:${port}/${from}').onerror = () => ended('ended') })`
  })
  afterAll(() => server.close())

  it('by a page is refused, and told of where the tests above look', async () => {
    const { page, troubles } = await open('options')
    expect(await page.evaluate(fetching('options'))).toBe('refused')
    await expect.poll(async () => (await troubles()).join()).toMatch(/connect-src(?: |.*)'none'/)
    await page.close()
    expect(asked).toEqual([])
  })

  // Firefox counts ws among what http names.
  it.skipIf(BROWSER === 'firefox')(
    'by the background goes by HTTP, to ask CAs about revocations, and by no socket',
    async () => {
      expect(await inBackground(browser, opening('worker'))).toBe('ended')
      expect(asked).toEqual([])
    },
  )

  it('by a page without a policy arrives', async () => {
    const page = await browser.newPage()
    expect(await page.evaluate(fetching('blank'))).toBe('sent')
    expect(await page.evaluate(opening('socket'))).toBe('ended')
    expect(asked).toEqual(['/blank', '/socket'])
  })
})
