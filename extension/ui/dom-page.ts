import type { PageElement, PageNode, PageSource } from '../../src/notice/page/page-source.ts'

/** The document of a browser as the reader wants it. Nothing is read before the reader asks, and nothing is changed. */

/** No bank's page is longer; a hostile one must not make the reader slow. */
const MOST_NODES = 300_000
const MOST_FRAMES = 20

// A type of the DOM has all that a PageNode needs; its own declarations only say it in other words.
const nodeOf = (node: Node): PageNode => node as unknown as PageNode
const elementOf = (element: Element): PageElement => element as unknown as PageElement
const domOf = (element: PageElement): Element => element as unknown as Element

type Visit = (node: PageNode, length: number) => boolean

const walkTexts = (root: Element | null, from: 'first' | 'last', visit: Visit): void => {
  if (!root) return
  const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  if (from === 'last') walker.currentNode = lastInside(root)
  const step = (): Text | null => (from === 'first' ? walker.nextNode() : walker.previousNode()) as Text | null
  // Nodes of another frame are of another realm: they are known by their type.
  let node = walker.currentNode.nodeType === Node.TEXT_NODE ? (walker.currentNode as Text) : step()
  for (let count = 0; node && count < MOST_NODES; count++) {
    if (!visit(nodeOf(node), node.length)) return
    node = step()
  }
}

const lastInside = (root: Node): Node => {
  let node = root
  while (node.lastChild) node = node.lastChild
  return node
}

function* elements(document: Document, name: string): Generator<PageElement> {
  for (const element of document.getElementsByTagName(name)) yield elementOf(element)
}

/** A part of an image map has no box of its own: it is seen where the picture is. */
const pictureOf = (area: Element): Element | null => {
  const name = area.closest('map')?.getAttribute('name')
  return name ? area.ownerDocument.querySelector(`img[usemap="#${CSS.escape(name)}"]`) : null
}

const isShown = (element: Element): boolean => {
  const seen = element.nodeName === 'AREA' ? pictureOf(element) : element
  return seen?.checkVisibility({ visibilityProperty: true }) ?? false
}

const isBlock = (element: Element): boolean => {
  const style = element.ownerDocument.defaultView?.getComputedStyle(element)
  return style !== undefined && !/^(?:inline|contents|none|ruby)/.test(style.display)
}

/** Windows of the same origin in this page, this one left out: those of others throw when they are touched. */
const otherDocuments = (own: Document): Document[] => {
  const found: Document[] = []
  const visit = (window: Window): void => {
    if (found.length >= MOST_FRAMES) return
    const document = reachable(window)
    if (document && document !== own && hasSize(window)) found.push(document)
    for (let index = 0; index < window.length; index++) {
      const frame = window[index]
      if (frame) visit(frame)
    }
  }
  const root = outermost(own.defaultView)
  if (root) visit(root)
  return found
}

const reachable = (window: Window): Document | null => {
  try {
    return window.document
  } catch {
    return null
  }
}

/** A frame of no size is seen by nobody. */
const hasSize = (window: Window): boolean => window.innerWidth > 1 && window.innerHeight > 1

/** The topmost window of the same origin above this one. */
const outermost = (window: Window | null): Window | null => {
  if (!window) return null
  const parent = window.parent
  return parent !== window && reachable(parent) ? outermost(parent) : window
}

export const domPage = (document: Document): PageSource => ({
  title: document.title,
  rawText: () => document.body?.textContent ?? '',
  walkTexts: (from, visit) => walkTexts(document.body, from, visit),
  elements: (name) => elements(document, name),
  isShown: (element) => isShown(domOf(element)),
  isBlock: (element) => isBlock(domOf(element)),
  valueOf: (input) => (input as unknown as HTMLInputElement).value,
  others: () => otherDocuments(document).map(domPage),
})
