/**
 * A page as the reader sees it: the parts of the DOM that it needs and no more. A browser's nodes have this shape, and so have
 * those that the command line makes of a saved page.
 */
export interface PageNode {
  /** 1: element, 3: text. */
  readonly nodeType: number
  /** Upper case for HTML elements. */
  readonly nodeName: string
  /** The characters of a text node. */
  readonly nodeValue: string | null
  readonly textContent: string | null
  readonly parentNode: PageNode | null
  readonly firstChild: PageNode | null
  readonly lastChild: PageNode | null
  readonly nextSibling: PageNode | null
  readonly previousSibling: PageNode | null
}

export interface PageElement extends PageNode {
  getAttribute(name: string): string | null
}

export interface PageSource {
  readonly title: string
  /** All text below the body in one piece, scripts and hidden parts too: the data of all text nodes, one after the other. */
  rawText(): string
  /** The text nodes below the body, from the first or from the last one on, until `visit` has seen enough and says false. */
  walkTexts(from: 'first' | 'last', visit: (node: PageNode, length: number) => boolean): void
  /** Elements by their upper-case names, in document order for each name. */
  elements(name: string): Iterable<PageElement>
  /** Does a person see it (display, visibility, hidden)? Asked only for what matters. */
  isShown(element: PageElement): boolean
  /** Does style make it stand on lines of its own, although its name does not? Asked only for what matters. */
  isBlock(element: PageElement): boolean
  /** What an input shows now: script may have changed its attribute. */
  valueOf(input: PageElement): string
  /** The other frames of the same site: a frameset is one page to a person. */
  others(): readonly PageSource[]
}

export const ELEMENT = 1
export const TEXT = 3
export const isElement = (node: PageNode): node is PageElement => node.nodeType === ELEMENT
