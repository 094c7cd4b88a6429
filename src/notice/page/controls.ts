import { bare, folded } from '../folded.ts'
import type { Line, Lines } from './lines.ts'
import { isElement, type PageElement, type PageNode, type PageSource } from './page-source.ts'

/** What a person would press: links, buttons, and what scripts made into them. */

export interface FoundControl {
  readonly element: PageElement
  /** The words on it, as they are in the page. */
  readonly label: string
  /** The same as they are compared. */
  readonly words: string
  /** It cannot be pressed now. */
  readonly disabled: boolean
}

const MOST_LABEL = 200
/** Elements between a text and the control around it. */
const MOST_LEVELS = 12
const BUTTON_TYPES = /^(?:button|submit|reset|image)$/i

const isControl = (element: PageElement): boolean =>
  element.nodeName === 'A' ||
  element.nodeName === 'BUTTON' ||
  element.nodeName === 'SUMMARY' ||
  /^(?:button|link|menuitem)$/i.test(element.getAttribute('role') ?? '') ||
  element.getAttribute('onclick') !== null

/** The innermost control around a text or picture. */
const controlAround = (node: PageNode): PageElement | null => {
  let up = node.parentNode
  for (let level = 0; up && level < MOST_LEVELS; level++, up = up.parentNode)
    if (isElement(up) && up.nodeName !== 'BODY' && isControl(up)) return up
  return null
}

const isButtonInput = (element: PageElement): boolean => BUTTON_TYPES.test(element.getAttribute('type') ?? '')

/** The words on a control: its value (input), its text, or the text that stands for its picture. */
export const labelOf = (element: PageElement, page: Pick<PageSource, 'valueOf'>): string => {
  if (element.nodeName === 'INPUT') {
    if (/^image$/i.test(element.getAttribute('type') ?? '')) return element.getAttribute('alt') ?? ''
    // What is typed is nobody's business, least of all in a password field.
    return isButtonInput(element) ? page.valueOf(element) : ''
  }
  if (element.nodeName === 'AREA' || element.nodeName === 'IMG') return element.getAttribute('alt') ?? ''
  const text = element.textContent ?? ''
  return /\S/.test(text) ? text : (element.getAttribute('aria-label') ?? pictureText(element))
}

const pictureText = (element: PageElement): string => {
  for (let node = element.firstChild; node; node = node.firstChild ?? node.nextSibling)
    if (isElement(node) && node.nodeName === 'IMG') return node.getAttribute('alt') ?? ''
  return ''
}

const isDisabled = (element: PageElement): boolean =>
  element.getAttribute('disabled') !== null || element.getAttribute('aria-disabled') === 'true'

/**
 * Controls that hold a place found by `anchor`, visible ones only, in no particular order.
 * @param lines those that `anchor` has found
 */
export const controlsWith = (
  anchor: RegExp,
  page: PageSource,
  lines: readonly Line[],
  style: Lines,
): FoundControl[] => {
  const found = new Map<PageElement, string>()
  const add = (element: PageElement | null) => {
    if (!element || found.has(element)) return
    const label = labelOf(element, page)
    anchor.lastIndex = 0
    if (label.length <= MOST_LABEL && anchor.test(label) && style.isShown(element)) found.set(element, label)
  }
  for (const line of lines) for (const node of line.nodes) add(controlAround(node))
  for (const input of page.elements('INPUT')) if (isButtonInput(input)) add(input)
  for (const area of page.elements('AREA')) add(area)
  // Buttons with text were found by it; these have a picture alone.
  for (const button of page.elements('BUTTON')) if (button.getAttribute('aria-label') !== null) add(button)
  for (const image of page.elements('IMG')) add(controlAround(image))
  return [...found].map(([element, label]) => ({ element, label, words: bare(label), disabled: isDisabled(element) }))
}

/** Words on a link that tell about a renewal instead of beginning one. */
const TELLS_ABOUT = /方法|手順|マニュアル|について|よくある|質問|pdf|ヘルプ|ガイド|とは|案内|faq|一覧|お問い?合わせ/i

/**
 * Are these the words? `wanted` may contain `*` for any text; such a pattern never fits a link that only tells about the
 * matter.
 * @returns a test of words that are bare already: folding is the dear part
 */
export const labelTest = (wanted: string): ((words: string) => boolean) => {
  if (!wanted.includes('*')) {
    const only = bare(wanted)
    return (words) => words === only
  }
  const pattern = new RegExp(
    `^${wanted
      .split('*')
      .map((part) => folded(part).replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'))
      .join('.*')}$`,
    'u',
  )
  return (words) => pattern.test(words) && !TELLS_ABOUT.test(words)
}

export const isLabel = (wanted: string, label: string): boolean => labelTest(wanted)(bare(label))
