import type { Browser, CDPSession, ElementHandle, Frame, Page, Protocol } from 'puppeteer-core'
import { connectionOf, idOf } from './firefox-window.ts'
import { isFirefox } from './which-browser.ts'

/** The marks' shadow roots are closed to scripts, so the browser itself is asked: each driver has its own way. */

/** A node of a mark, with all that is below it. */
export interface Inner {
  readonly text: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly Inner[]
  /** Where its border is painted; null: it is not drawn. */
  readonly box: () => Promise<Painted | null>
}

/** Where something is painted: in pixels of the window, whatever its page is scrolled, zoomed or transformed by. */
export interface Painted {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

const MARK = 'koshin-mark'

type DomNode = Protocol.DOM.Node

/** Children of every kind: the page's own, shadow trees, and documents of frames. */
const childrenOf = ({ children = [], shadowRoots = [], contentDocument }: DomNode): readonly DomNode[] => [
  ...children,
  ...shadowRoots,
  ...(contentDocument ? [contentDocument] : []),
]

const below = (node: DomNode): readonly DomNode[] => [node, ...childrenOf(node).flatMap(below)]

const paintedAt = async (session: CDPSession, backendNodeId: number): Promise<Painted | null> => {
  // What is not drawn has no box, and that is an error to the protocol.
  const found = await session.send('DOM.getBoxModel', { backendNodeId }).catch(() => null)
  const [left, top, , , right, bottom] = found?.model.border ?? []
  if (left === undefined || top === undefined || right === undefined || bottom === undefined) return null
  return { left, top, right, bottom }
}

/** The protocol lists names and values in turn. */
const named = (attributes: readonly string[] = []): Record<string, string> =>
  Object.fromEntries(
    attributes.flatMap((name, index) => (index % 2 === 0 ? [[name, attributes[index + 1] ?? '']] : [])),
  )

const innerInChromium = (session: CDPSession, node: DomNode): Inner => ({
  text: node.nodeValue,
  attributes: named(node.attributes),
  children: childrenOf(node).map((child) => innerInChromium(session, child)),
  box: () => paintedAt(session, node.backendNodeId),
})

const sessions = new WeakMap<Page, Promise<CDPSession>>()
const sessionOf = (page: Page): Promise<CDPSession> => {
  const session = sessions.get(page) ?? page.createCDPSession()
  sessions.set(page, session)
  return session
}

const inChromium = async (page: Page): Promise<readonly Inner[]> => {
  const session = await sessionOf(page)
  const { root } = await session.send('DOM.getDocument', { depth: -1, pierce: true })
  return below(root)
    .filter(({ localName }) => localName === MARK)
    .map((mark) => innerInChromium(session, mark))
}

/** A value as WebDriver BiDi tells it, as far as it is a node. */
interface Remote {
  readonly sharedId?: string
  readonly value?: {
    readonly nodeValue?: string | null
    readonly attributes?: Readonly<Record<string, string>>
    readonly children?: readonly Remote[]
    readonly shadowRoot?: Remote | null
  }
}

const call = async (browser: Browser, context: string, script: string, words: object): Promise<unknown> => {
  const { result } = await connectionOf(browser).send('script.callFunction', {
    functionDeclaration: script,
    target: { context },
    awaitPromise: false,
    ...words,
  })
  return (result as { readonly result?: { readonly value?: unknown } }).result?.value
}

const SIDES = `(node) => {
  const { left, top, right, bottom, width } = node.getBoundingClientRect?.() ?? { width: 0 }
  return JSON.stringify(width === 0 ? null : { left, top, right, bottom })
}`

const innerInFirefox = (browser: Browser, context: string, { sharedId, value }: Remote): Inner => ({
  text: value?.nodeValue ?? '',
  attributes: value?.attributes ?? {},
  children: [...(value?.children ?? []), ...(value?.shadowRoot ? [value.shadowRoot] : [])].map((child) =>
    innerInFirefox(browser, context, child),
  ),
  box: async () => {
    const sides = await call(browser, context, SIDES, { arguments: [{ sharedId }] })
    return JSON.parse(typeof sides === 'string' ? sides : 'null')
  },
})

const inFirefox = async (frame: Frame): Promise<readonly Inner[]> => {
  const browser = frame.page().browser()
  const marks = await call(browser, idOf(frame), `() => [...document.querySelectorAll('${MARK}')]`, {
    serializationOptions: { maxDomDepth: null, includeShadowTree: 'all' },
  })
  return (marks as readonly Remote[]).map((mark) => innerInFirefox(browser, idOf(frame), mark))
}

/** The marks on a page and in its frames, in the order of the page. */
export const marksIn = async (page: Page): Promise<readonly Inner[]> =>
  isFirefox(page.browser()) ? (await Promise.all(page.frames().map(inFirefox))).flat() : inChromium(page)

/** Where an element of the page itself is painted; null: it is not drawn. */
export const boxOf = async (page: Page, element: ElementHandle<Element>): Promise<Painted | null> => {
  if (!isFirefox(page.browser())) return paintedAt(await sessionOf(page), await element.backendNodeId())
  return element.evaluate((node) => {
    const { left, top, right, bottom, width } = node.getBoundingClientRect()
    return width === 0 ? null : { left, top, right, bottom }
  })
}
