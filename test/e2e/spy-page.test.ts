import type { Browser, CDPSession, Page } from 'puppeteer-core'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { press, waitForWords } from '../world/clicking.ts'
import { goOnToSite, openPopup } from '../world/popup.ts'
import { inBackground } from '../world/service-worker.ts'
import { openStage, type Stage } from '../world/stage.ts'
import { BROWSER } from '../world/which-browser.ts'

/**
 * A page of a site that was not allowed, full of traps. Its own script counts every touch that a reader in its world would leave, and
 * every change of its document, which no world can hide. A content script has a world of its own, which the page cannot see into: that
 * there is none is told by the browser, which names every world that a page has.
 */

const ADDRESS = 'https://spy.bank.example/'
const lastDay = new Date(Date.now() + (20 * 24 + 9) * 3600_000).toISOString().slice(0, 10).replaceAll('-', '/')

const PAGE = `<!doctype html>
<meta charset="utf-8">
<title>電子証明書更新のお知らせ</title>
<script>
  window.touches = []
  const count = (what) => window.touches.push(what)
  const spyOn = (object, name) => {
    const own = Object.getOwnPropertyDescriptor(object, name)
    const wrapped = (inner) => function (...words) { count(name); return inner.apply(this, words) }
    Object.defineProperty(object, name, own.get ? { ...own, get: wrapped(own.get) } : { ...own, value: wrapped(own.value) })
  }
  for (const name of ['textContent', 'nodeValue', 'firstChild', 'nextSibling', 'parentNode', 'childNodes'])
    spyOn(Node.prototype, name)
  for (const name of ['innerText']) spyOn(HTMLElement.prototype, name)
  for (const name of ['innerHTML', 'outerHTML', 'getAttribute', 'querySelectorAll', 'getElementsByTagName', 'attachShadow', 'checkVisibility'])
    spyOn(Element.prototype, name)
  for (const name of ['title', 'body', 'createTreeWalker', 'createElement', 'querySelectorAll', 'querySelector', 'getElementsByTagName', 'cookie'])
    spyOn(Document.prototype, name)
  spyOn(window, 'getComputedStyle')
  new MutationObserver((changes) => changes.forEach(() => count('changed'))).observe(document, {
    subtree: true, childList: true, attributes: true, characterData: true,
  })
  addEventListener('load', () => setTimeout(() => { window.touches.length = 0; window.isReady = true }))
</script>
<h1>電子証明書更新のお知らせ</h1>
<p>電子証明書の有効期限が近づいています。更新をお願いします。</p>
<table><tr><th>電子証明書の有効期限</th><td>${lastDay}</td></tr></table>
<button type="button">更新</button>`

let stage: Stage
let browser: Browser
let page: Page
let session: CDPSession
/** Worlds of the extension in the page, as the browser tells of them: their numbers. */
let worlds: number[]

beforeEach(async () => {
  stage = await openStage([], { edition: 'plain' })
  browser = await stage.world.openBrowser()
  const [first] = await browser.pages()
  if (!first) throw new Error('no page')
  page = first
  worlds = []
  if (BROWSER === 'chromium') await watchWorlds()
  await page.setRequestInterception(true)
  page.on('request', (request) =>
    request.url().startsWith(ADDRESS)
      ? request.respond({ status: 200, contentType: 'text/html; charset=utf-8', body: PAGE })
      : request.continue(),
  )
})
afterEach(() => stage?.close())

/** Firefox names the worlds of a page to no driver: there the page's own count must do. */
const watchWorlds = async (): Promise<void> => {
  session = await page.createCDPSession()
  session.on('Runtime.executionContextCreated', ({ context }) => {
    if (context.origin.startsWith('chrome-extension://')) worlds.push(context.id)
  })
  await session.send('Runtime.enable')
}

/** What the page itself has counted. Asked without touching the document. */
const touches = (): Promise<unknown> => page.evaluate('window.touches')

const registered = (): Promise<unknown[]> => inBackground(browser, 'chrome.scripting.getRegisteredContentScripts()')

/** What a world of the extension has of the script that reads. */
const readerIn = async (world: number | undefined): Promise<unknown> => {
  const expression = 'typeof globalThis.koshinAsk'
  const { result } = await session.send('Runtime.evaluate', { expression, contextId: world ?? 0 })
  return result.value
}

/** Long enough for a script at any moment of loading, and for one that waits a little. */
const waitAWhile = () => new Promise((done) => setTimeout(done, 2000))

it('a site that was not allowed is not touched before the user asks, and read once when the user does', async () => {
  await page.goto(ADDRESS)
  await page.waitForFunction('window.isReady')
  await waitAWhile()
  expect(await registered()).toEqual([])
  expect(await touches()).toEqual([])
  expect(worlds).toEqual([])

  const popup = await openPopup(browser, page)
  await goOnToSite(popup)
  await waitAWhile()
  expect(await touches()).toEqual([])
  expect(worlds).toEqual([])

  await press(popup, 'このページを調べる')
  await waitForWords(popup, '更新のお知らせが見つかりました')
  await waitForWords(popup, '20日')
  // One world, in which the page was read; and the page is as it was.
  if (BROWSER === 'chromium') {
    expect(worlds).toHaveLength(1)
    expect(await readerIn(worlds[0])).toBe('function')
  }
  expect(await touches()).toEqual([])
  expect(await registered()).toEqual([])

  await page.reload()
  await page.waitForFunction('window.isReady')
  await waitAWhile()
  // Chromium gives a world that a tab has had to its next page too: empty, nobody reads there.
  if (BROWSER === 'chromium') expect(await readerIn(worlds.at(-1))).toBe('undefined')
  expect(await touches()).toEqual([])
})

it('the traps close: a reader in the world of the page is counted, and so is every change', async () => {
  await page.goto(ADDRESS)
  await page.waitForFunction('window.isReady')
  await page.evaluate('document.body.innerText; document.createTreeWalker(document.body).root.textContent')
  await page.evaluate("document.body.setAttribute('class', 'marked')")
  expect(await touches()).toEqual(
    expect.arrayContaining(['body', 'innerText', 'createTreeWalker', 'textContent', 'changed']),
  )
})
