import { isElement, type PageElement, type PageNode, TEXT } from './page-source.ts'

/** The smallest parts of a page: texts, pictures, line breaks. */

/** Elements that begin and end lines by themselves (HTML standard, rendering: flow content). */
export const BLOCKS = new Set(
  'ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY BUTTON CAPTION CENTER DD DETAILS DIALOG DIR DIV DL DT FIELDSET FIGCAPTION FIGURE FOOTER FORM FRAME FRAMESET H1 H2 H3 H4 H5 H6 HEADER HGROUP HR HTML IFRAME LEGEND LI MAIN MENU NAV OBJECT OL P PRE SEARCH SECTION SELECT SUMMARY TABLE TBODY TD TEXTAREA TFOOT TH THEAD TR UL'.split(
    ' ',
  ),
)
/** Their text is not the page's: scripts, styles, what is typed, what may be chosen. */
const NO_TEXT = new Set(['SCRIPT', 'STYLE', 'NOSCRIPT', 'TEMPLATE', 'TEXTAREA', 'SELECT', 'TITLE', 'IFRAME', 'OBJECT'])
const CONTROLS = new Set(['A', 'BUTTON'])

/** Characters of one line, at most: a paragraph is never longer, a hostile page may be. */
const MOST_CHARACTERS = 2_000

export const elementOf = (node: PageNode): PageElement | null => {
  const element = isElement(node) ? node : node.parentNode
  return element && isElement(element) ? element : null
}

export const isTextless = (node: PageNode): boolean => NO_TEXT.has(node.nodeName)
export const isLeaf = (node: PageNode): boolean =>
  node.nodeType === TEXT || node.nodeName === 'BR' || node.nodeName === 'IMG'

export const ancestor = (node: PageNode, ...names: readonly string[]): PageElement | null => {
  for (let up = node.parentNode; up; up = up.parentNode) if (isElement(up) && names.includes(up.nodeName)) return up
  return null
}

export const inControl = (node: PageNode): boolean => {
  for (let up = node.parentNode; up && !BLOCKS.has(up.nodeName); up = up.parentNode)
    if (CONTROLS.has(up.nodeName)) return true
  return false
}

export const leafText = (leaf: PageNode): string =>
  isElement(leaf) ? (leaf.getAttribute('alt') ?? '') : (leaf.nodeValue ?? '')

export const textOf = (leaves: readonly PageNode[]): string => {
  let text = ''
  for (const leaf of leaves) {
    text += leafText(leaf)
    if (text.length > MOST_CHARACTERS) return text.slice(0, MOST_CHARACTERS)
  }
  return text
}

/** Depth first, the way a page is read. */
export const nextInDocument = (from: PageNode): PageNode | null => {
  const inside = isTextless(from) ? null : from.firstChild
  if (inside) return inside
  for (let at: PageNode | null = from; at; at = at.parentNode) if (at.nextSibling) return at.nextSibling
  return null
}
