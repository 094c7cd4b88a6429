import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser, Frame, Page } from 'puppeteer-core'
import { EXTENSION_ID_FIREFOX } from '../../src/protocol/identity.ts'

/**
 * Firefox's own windows. WebDriver BiDi shows tabs; a script in the scope of the browser finds the rest: the toolbar, the popup behind its
 * button, the extension's background page. This is the one place that goes past what Puppeteer offers.
 */

interface Connection {
  send(method: string, words: object): Promise<{ readonly result: unknown }>
  emit(event: string, about: object): boolean
}

export const connectionOf = (browser: Browser): Connection =>
  (browser as unknown as { readonly connection: Connection }).connection

interface Context {
  readonly context: string
  readonly parent: string | null
}

const contextsIn = async (browser: Browser, words: object): Promise<readonly Context[]> => {
  const { result } = await connectionOf(browser).send('browsingContext.getTree', words)
  return (result as { readonly contexts: readonly Context[] }).contexts
}

interface Evaluated {
  readonly type: 'success' | 'exception'
  readonly result?: { readonly value?: string }
  readonly exceptionDetails?: { readonly text: string }
}

/** Evaluates an expression with the rights of the browser itself. @returns what JSON carries of its value */
export const inFirefox = async <T>(browser: Browser, expression: string): Promise<T> => {
  const [window] = await contextsIn(browser, { 'moz:scope': 'chrome', maxDepth: 0 })
  const { result } = await connectionOf(browser).send('script.evaluate', {
    expression: `(async () => JSON.stringify((await (${expression})) ?? null))()`,
    target: { context: window?.context },
    awaitPromise: true,
  })
  const { type, result: value, exceptionDetails } = result as Evaluated
  if (type === 'exception') throw new Error(exceptionDetails?.text)
  return JSON.parse(value?.value ?? 'null') as T
}

const ACTION = `${EXTENSION_ID_FIREFOX.replaceAll(/[^a-z0-9]/g, '_')}-browser-action`

/** The window with a toolbar. */
export const MAIN_WINDOW = "[...Services.wm.getEnumerator('navigator:browser')].find((one) => one.toolbar.visible)"
/** The window that was in front last, with or without a toolbar. */
export const FRONT_WINDOW = "Services.wm.getMostRecentWindow('navigator:browser')"
/** The <browser> in which the popup is drawn; the one in which it is loaded beforehand is another, and does not last. */
export const POPUP_VIEW = `[...${MAIN_WINDOW}.document.querySelectorAll('browser[webextension-view-type=popup]')]
  .find((view) => view.closest('panelview') && view.closest('panel')?.state === 'open')`
const EXTENSION = `WebExtensionPolicy.getByID('${EXTENSION_ID_FIREFOX}').extension`
/** The <browser> in which the event page runs; none while it sleeps. */
export const BACKGROUND_VIEW = `[...${EXTENSION}.views].find((view) => view.viewType === 'background')?.xulBrowser`

export const wakeBackground = (browser: Browser): Promise<null> =>
  inFirefox(browser, `${EXTENSION}.wakeupBackground?.().then(() => null)`)
export const endBackground = (browser: Browser): Promise<null> =>
  inFirefox(browser, `${EXTENSION}.terminateBackground({ ignoreDevToolsAttached: true }).then(() => null)`)

/** Clicks what a script finds in Firefox's own window with the mouse of the window. */
export const clickInWindow = (browser: Browser, element: string): Promise<null> =>
  inFirefox(
    browser,
    `(async () => {
      const found = ${element}
      const window = found.ownerDocument.defaultView
      window.focus()
      const { x, y, width, height } = found.getBoundingClientRect()
      for (const type of ['mousedown', 'mouseup'])
        window.synthesizeMouseEvent(type, x + width / 2, y + height / 2, { button: 0, clickCount: 1 }, {})
    })()`,
  )

export const clickAction = (browser: Browser): Promise<null> =>
  clickInWindow(
    browser,
    `${MAIN_WINDOW}.document.getElementById('${ACTION}').querySelector('.unified-extensions-item-action-button')`,
  )

/** Makes WebDriver BiDi know a <browser> that is no tab. @returns its name there, null: there is no such view */
const named = (browser: Browser, view: string): Promise<string | null> =>
  inFirefox(
    browser,
    `(() => {
      const view = ${view}
      if (!view?.browsingContext) return null
      const { NavigableManager } = ChromeUtils.importESModule('chrome://remote/content/shared/NavigableManager.sys.mjs')
      if (!NavigableManager.koshinViews) {
        const views = (NavigableManager.koshinViews = new Map())
        const find = NavigableManager.getBrowsingContextById.bind(NavigableManager)
        NavigableManager.getBrowsingContextById = (id) => find(id) ?? views.get(id)?.browsingContext ?? null
      }
      view.permanentKey ??= {}
      const id = NavigableManager.getIdForBrowser(view)
      NavigableManager.koshinViews.set(id, view)
      return id
    })()`,
  )

/** A page that moves from one process to another has no browsing context for a moment: what stays is the <browser> that it is in. */
const isThere = (browser: Browser, id: string): Promise<boolean> =>
  inFirefox(
    browser,
    `(() => {
      const { NavigableManager } = ChromeUtils.importESModule('chrome://remote/content/shared/NavigableManager.sys.mjs')
      const view = NavigableManager.koshinViews?.get('${id}')
      if (view) return view.isConnected
      const windows = [...Services.wm.getEnumerator('navigator:browser')]
      return windows.some(({ gBrowser }) => gBrowser?.browsers.some((tab) => NavigableManager.getIdForBrowser(tab) === '${id}'))
    })()`,
  )

const watched = new WeakSet<Page>()

/** Tells Puppeteer of the end of a page that Firefox says nothing of: a view that is no tab, a window of the extension. */
export const tellOfEnd = async (page: Page): Promise<void> => {
  if (watched.has(page)) return
  watched.add(page)
  const browser = page.browser()
  const context = idOf(page.mainFrame())
  while (browser.connected && (await isThere(browser, context).catch(() => true))) await sleep(100)
  connectionOf(browser).emit('browsingContext.contextDestroyed', { context, parent: null })
}

/** The name of a page's frame in WebDriver BiDi. */
export const idOf = (frame: Frame): string => (frame as unknown as { readonly _id: string })._id

/** Opens a page of the extension in a tab: Puppeteer waits for a navigation there that nobody tells of. */
export const goToExtension = async (page: Page, address: string): Promise<void> => {
  const words = { context: idOf(page.mainFrame()), url: address, wait: 'none' }
  await connectionOf(page.browser()).send('browsingContext.navigate', words)
}

/** null: it has gone meanwhile. */
const contextOf = async (browser: Browser, root: string): Promise<Context | null> => {
  const [found] = await contextsIn(browser, { root }).catch((error: unknown) => {
    if (error instanceof Error && error.message.includes('no such frame')) return []
    throw error
  })
  return found ?? null
}

/** The page in a view of Firefox that is no tab; null: there is no such view. */
export const pageIn = async (browser: Browser, view: string): Promise<Page | null> => {
  const id = await named(browser, view)
  if (id === null) return null
  const known = async () => (await browser.pages()).find((page) => idOf(page.mainFrame()) === id)
  if (!(await known())) {
    const found = await contextOf(browser, id)
    if (!found) return null
    connectionOf(browser).emit('browsingContext.contextCreated', { ...found, context: id, parent: null })
  }
  const page = await known()
  if (page) void tellOfEnd(page)
  return page ?? null
}
