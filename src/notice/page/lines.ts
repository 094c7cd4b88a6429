import {
  ancestor,
  BLOCKS,
  elementOf,
  inControl,
  isLeaf,
  isTextless,
  leafText,
  nextInDocument,
  textOf,
} from './leaves.ts'
import { isElement, type PageNode, type PageSource, TEXT } from './page-source.ts'

/** A page's text in lines as a person sees them, made only where it is asked for. */

/** Leaves that are looked at on one side of a place. */
const MOST_LEAVES = 200

/** One line of the page. */
export interface Line {
  /** As it is in the page, parts joined. */
  readonly text: string
  /** Without the words on links: what is left is the page's own. */
  readonly plain: string
  /** With the lines before and after it, where only `<br>` parts them. */
  readonly block: string
  /** Its texts and pictures, in order. */
  readonly nodes: readonly PageNode[]
  /** The next line's text, and where it begins; null at the end of the page. */
  following(): { readonly text: string; readonly node: PageNode } | null
}

/** Answers the questions of style for one reading of a page, each once. */
export class Lines {
  readonly #page: PageSource
  readonly #blocks = new Map<PageNode, boolean>()
  readonly #shown = new Map<PageNode, boolean>()

  constructor(page: PageSource) {
    this.#page = page
  }

  /** Lines that hold a place found by `anchor`, in document order. `EVERYTHING` gives them all. */
  with(anchor: RegExp): Line[] {
    const lines: Line[] = []
    let last: PageNode | null = null
    const seen = new Set<PageNode>()
    for (const node of nodesAt(this.#page, anchor)) {
      if (node === last || seen.has(node) || !this.isShown(node)) continue
      last = node
      lines.push(...this.#linesAt(node, anchor, seen))
    }
    for (const image of this.#page.elements('IMG')) {
      anchor.lastIndex = 0
      const words = image.getAttribute('alt') ?? ''
      if (!seen.has(image) && anchor.test(words) && this.isShown(image))
        lines.push(...this.#linesAt(image, anchor, seen))
    }
    return lines
  }

  isShown(node: PageNode): boolean {
    const element = elementOf(node)
    if (!element) return false
    const known = this.#shown.get(element)
    if (known !== undefined) return known
    const shown = !isTextless(element) && this.#page.isShown(element)
    this.#shown.set(element, shown)
    return shown
  }

  #linesAt(node: PageNode, anchor: RegExp, seen: Set<PageNode>): Line[] {
    if (node.nodeType === TEXT && ancestor(node, 'PRE')) return preformatted(node, anchor)
    const before = this.#leaves(node, 'before')
    const after = this.#leaves(node, 'after')
    const own = [...before.line.toReversed(), node, ...after.line]
    for (const leaf of own) seen.add(leaf)
    const block = [...before.beyond.toReversed(), ...own, ...after.beyond]
    const end = own.at(-1) ?? node
    const text = textOf(own)
    return [
      {
        text,
        plain: textOf(own.filter((leaf) => !inControl(leaf))),
        block: block.length === own.length ? text : textOf(block),
        nodes: own,
        following: () => this.#following(end),
      },
    ]
  }

  /** Text and pictures beside a node, as far as the line goes, and `beyond` it as far as only `<br>` parts them. */
  #leaves(from: PageNode, side: 'before' | 'after'): { line: PageNode[]; beyond: PageNode[] } {
    const line: PageNode[] = []
    const beyond: PageNode[] = []
    let current = line
    let node = this.#inlineNeighbour(from, side)
    for (let count = 0; node && count < MOST_LEAVES; count++) {
      if (node.nodeName === 'BR') current = beyond
      else if (this.isShown(node)) current.push(node)
      node = this.#inlineNeighbour(node, side)
    }
    return { line, beyond }
  }

  /** The next leaf on one side inside the same run of inline content; null at a block's edge. */
  #inlineNeighbour(from: PageNode, side: 'before' | 'after'): PageNode | null {
    const beside = (node: PageNode) => (side === 'after' ? node.nextSibling : node.previousSibling)
    const inside = (node: PageNode) => (side === 'after' ? node.firstChild : node.lastChild)
    let at: PageNode = from
    for (let steps = 0; steps < MOST_LEAVES; steps++) {
      let next = beside(at)
      while (!next) {
        const up = at.parentNode
        if (!up || this.breaks(up)) return null
        at = up
        next = beside(at)
      }
      if (this.breaks(next)) return null
      at = next
      for (let child = isTextless(at) ? null : inside(at); child; child = inside(at)) {
        if (this.breaks(child)) return null
        at = child
      }
      if (isLeaf(at)) return at
    }
    return null
  }

  /** Does an element begin and end lines by itself? */
  breaks(node: PageNode): boolean {
    if (!isElement(node)) return false
    if (BLOCKS.has(node.nodeName)) return true
    if (node.nodeName === 'BR' || node.nodeName === 'IMG' || node.nodeName === 'FONT' || node.nodeName === 'B')
      return false
    const known = this.#blocks.get(node)
    if (known !== undefined) return known
    const block = this.#page.isBlock(node)
    this.#blocks.set(node, block)
    return block
  }

  #following(from: PageNode): ReturnType<Line['following']> {
    let node = nextInDocument(from)
    for (let count = 0; node && count < MOST_LEAVES; count++, node = nextInDocument(node)) {
      if (!isLeaf(node) || node.nodeName === 'BR' || !/\S/.test(leafText(node)) || !this.isShown(node)) continue
      return { text: textOf([node, ...this.#leaves(node, 'after').line]), node }
    }
    return null
  }
}

/** Mails and old pages: line breaks count as they are typed. */
const preformatted = (node: PageNode, anchor: RegExp): Line[] => {
  const rows = (node.nodeValue ?? '').split(/\r\n|\r|\n/)
  return rows.flatMap((text, index) => {
    anchor.lastIndex = 0
    if (!anchor.test(text)) return []
    return [{ text, plain: text, block: text, nodes: [node], following: () => ({ text: rows[index + 1] ?? '', node }) }]
  })
}

/**
 * The text nodes that hold a match. The search runs over the page's text in one piece, and the nodes are walked no further than
 * the last match, from the end that is nearer: a look at each node would cost more than all else.
 */
const nodesAt = (page: PageSource, anchor: RegExp): PageNode[] => {
  const all = page.rawText()
  anchor.lastIndex = 0
  const first = anchor.exec(all)?.index
  if (first === undefined) return []
  return first > all.length / 2 ? nodesFromEnd(page, all, anchor) : nodesFromStart(page, all, anchor, first)
}

const nodesFromStart = (page: PageSource, all: string, anchor: RegExp, first: number): PageNode[] => {
  const found: PageNode[] = []
  let next: number | undefined = first
  let end = 0
  page.walkTexts('first', (node, length) => {
    end += length
    if (next !== undefined && next < end) {
      found.push(node)
      // One hit tells enough of a node.
      anchor.lastIndex = end
      next = anchor.exec(all)?.index
    }
    return next !== undefined
  })
  return found
}

const nodesFromEnd = (page: PageSource, all: string, anchor: RegExp): PageNode[] => {
  const hits = [...all.matchAll(anchor)].map(({ index }) => index)
  const found: PageNode[] = []
  let start = all.length
  page.walkTexts('last', (node, length) => {
    const end = start
    start -= length
    let isHit = false
    for (let hit = hits.at(-1); hit !== undefined && hit >= start; hit = hits.at(-1)) {
      isHit ||= hit < end
      hits.pop()
    }
    if (isHit) found.push(node)
    return hits.length > 0
  })
  return found.reverse()
}
