import type { SavedNode } from './saved-node.ts'
import type { Cascade, Look } from './style-cascade.ts'
import { declarationsOf } from './style-rules.ts'

/**
 * What a person sees of a saved page, as far as its elements and the display and visibility in its style sheets say. After
 * the HTML standard's rendering section, in a browser with script.
 */

const NEVER = new Set(
  'BASE DATALIST HEAD LINK META NOEMBED NOFRAMES NOSCRIPT OPTGROUP OPTION PARAM RP SCRIPT STYLE TEMPLATE TITLE'.split(
    ' ',
  ),
)
/** What stands in these is for browsers that do not know them. That of an `<object>` is shown: nobody has its plug-in. */
const WITH_FALLBACK = new Set(['AUDIO', 'CANVAS', 'IFRAME', 'VIDEO'])
const BLOCK = /^(?:block|flex|grid|table|list-item|flow-root|table-[a-z-]+|-webkit-box|-webkit-flex)(?: |$)/

/** The last value of a property in a style attribute. */
export const styleOf = (element: SavedNode, property: string): string | null =>
  declarationsOf(element.getAttribute('style') ?? '').findLast(({ name }) => name === property)?.value ?? null

const isClosed = (element: SavedNode): boolean =>
  (element.nodeName === 'DIALOG' && element.getAttribute('open') === null) ||
  element.getAttribute('popover') !== null ||
  (element.nodeName === 'INPUT' && /^hidden$/i.test(element.getAttribute('type') ?? ''))

const firstSummary = (details: SavedNode): SavedNode | null => {
  let child = details.firstChild
  while (child && child.nodeName !== 'SUMMARY') child = child.nextSibling
  return child
}

/** Does its parent keep it from being seen? */
const isFolded = (element: SavedNode): boolean => {
  const parent = element.parentNode
  if (!parent) return false
  if (WITH_FALLBACK.has(parent.nodeName)) return true
  return parent.nodeName === 'DETAILS' && parent.getAttribute('open') === null && element !== firstSummary(parent)
}

/** Is it drawn at all, if all around it is? */
const isDrawn = (element: SavedNode, { display }: Look): boolean =>
  !NEVER.has(element.nodeName) &&
  element.getAttribute('hidden') === null &&
  display !== 'none' &&
  !isClosed(element) &&
  !isFolded(element)

/** `visibility` is inherited, and a child can take it back; `display: none` is final. */
interface Sight {
  readonly drawn: boolean
  readonly visible: boolean
}

const isVisible = (visibility: string | null, inherited: boolean): boolean => {
  if (visibility === 'visible' || visibility === 'initial') return true
  return visibility === 'hidden' || visibility === 'collapse' ? false : inherited
}

const ROOT: Sight = { drawn: true, visible: true }

export class Visibility {
  readonly #known = new Map<SavedNode, Sight>()
  readonly #cascade: Cascade

  constructor(cascade: Cascade) {
    this.#cascade = cascade
  }

  isShown(element: SavedNode): boolean {
    const { drawn, visible } = this.#sight(element)
    return drawn && visible
  }

  /** From the nearest ancestor that is known, downwards: each element is looked at once. */
  #sight(element: SavedNode): Sight {
    const path: SavedNode[] = []
    let up: SavedNode | null = element
    while (up && !this.#known.has(up)) {
      path.push(up)
      up = up.parentNode
    }
    let sight = (up && this.#known.get(up)) ?? ROOT
    for (const node of path.reverse()) {
      const look = this.#cascade.of(node)
      sight = { drawn: sight.drawn && isDrawn(node, look), visible: isVisible(look.visibility, sight.visible) }
      this.#known.set(node, sight)
    }
    return sight
  }
}

/** Style takes an element out of its line. */
export const isBlockByStyle = (element: SavedNode, { display }: Look): boolean =>
  BLOCK.test(display ?? '') ||
  /^(?:left|right)$/.test(styleOf(element, 'float') ?? '') ||
  /^(?:absolute|fixed)$/.test(styleOf(element, 'position') ?? '')
