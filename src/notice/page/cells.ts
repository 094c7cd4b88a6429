import { ancestor, nextInDocument } from './leaves.ts'
import type { Lines } from './lines.ts'
import { isElement, type PageElement, type PageNode, TEXT } from './page-source.ts'

/** Tables, which old pages are made of: what stands beside and below a cell. */

const MOST_CHARACTERS = 300
const MOST_ROWS = 30

const isCell = (node: PageNode): node is PageElement =>
  isElement(node) && (node.nodeName === 'TD' || node.nodeName === 'TH')

const span = (cell: PageElement): number => {
  const columns = Number(cell.getAttribute('colspan') ?? 1)
  return Number.isInteger(columns) && columns > 0 && columns <= 1000 ? columns : 1
}

export const cellOf = (node: PageNode): PageElement | null => ancestor(node, 'TD', 'TH')

/** The visible text of an element, its lines apart. */
export const cellText = (cell: PageElement, lines: Lines): string => {
  let text = ''
  const end = after(cell)
  for (let node: PageNode | null = cell.firstChild; node && node !== end; node = nextInDocument(node)) {
    if (node.nodeType === TEXT) text += lines.isShown(node) ? (node.nodeValue ?? '') : ''
    else if (node.nodeName === 'BR' || lines.breaks(node)) text += ' '
    if (text.length > MOST_CHARACTERS) break
  }
  return text.slice(0, MOST_CHARACTERS)
}

const after = (element: PageNode): PageNode | null => {
  for (let at: PageNode | null = element; at; at = at.parentNode) if (at.nextSibling) return at.nextSibling
  return null
}

/** The next cell of the row that says something: old pages put a colon, or a picture of no colour, into one between. */
export const cellBeside = (cell: PageElement, lines: Lines): PageElement | null => {
  for (let next = cell.nextSibling; next; next = next.nextSibling)
    if (isCell(next) && /[\p{L}\p{N}]/u.test(cellText(next, lines))) return next
  return null
}

const column = (cell: PageElement): number => {
  let count = 0
  for (let before = cell.previousSibling; before; before = before.previousSibling)
    if (isCell(before)) count += span(before)
  return count
}

const cellAt = (row: PageNode, wanted: number): PageElement | null => {
  let count = 0
  for (let node = row.firstChild; node; node = node.nextSibling) {
    if (!isCell(node)) continue
    if (count === wanted) return node
    count += span(node)
  }
  return null
}

const nextRow = (row: PageNode): PageNode | null => {
  for (let next = row.nextSibling; next; next = next.nextSibling) if (next.nodeName === 'TR') return next
  // The rows below a heading may stand in the next <tbody>.
  for (let group = row.parentNode?.nextSibling ?? null; group; group = group.nextSibling) {
    if (!/^(?:TBODY|TFOOT)$/.test(group.nodeName)) continue
    for (let inside = group.firstChild; inside; inside = inside.nextSibling) if (inside.nodeName === 'TR') return inside
  }
  return null
}

/** The cells below in the same column, from top to bottom. */
export const cellsBelow = (cell: PageElement): PageElement[] => {
  const wanted = column(cell)
  const below: PageElement[] = []
  let row = ancestor(cell, 'TR')
  for (let count = 0; row && count < MOST_ROWS; count++) {
    const next = nextRow(row)
    const found = next ? cellAt(next, wanted) : null
    if (found) below.push(found)
    row = next && isElement(next) ? next : null
  }
  return below
}
