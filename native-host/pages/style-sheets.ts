import { decodePage } from './encoding.ts'
import type { PageFile, PageFiles } from './page-files.ts'
import type { SavedNode } from './saved-node.ts'
import { isMediaForScreen, rulesOf, type StyleRule } from './style-rules.ts'
import { PageTrouble } from './trouble.ts'

/** The style sheets of a saved page: in itself, and beside it. */

export type LinkedRules = (href: string) => readonly StyleRule[]

/** Linked ones, a document. */
const MOST_SHEETS = 20
const MOST_SHEET_BYTES = 1024 * 1024

/** Those that a person can choose instead of the usual ones (`alternate`) do not apply. */
const isLinked = (element: SavedNode): boolean => {
  const words = (element.getAttribute('rel') ?? '').toLowerCase().split(/[\t\n\f\r ]/)
  return words.includes('stylesheet') && !words.includes('alternate') && element.getAttribute('disabled') === null
}

const isForScreen = (element: SavedNode): boolean =>
  /^(?:text\/css)?$/i.test(element.getAttribute('type') ?? '') && isMediaForScreen(element.getAttribute('media') ?? '')

/** @param elements all of the page, in their order */
export const sheetsIn = (elements: readonly SavedNode[], linked: LinkedRules): (readonly StyleRule[])[] => {
  const owners = elements.filter(({ nodeName }) => nodeName === 'STYLE' || nodeName === 'LINK').filter(isForScreen)
  const links = new Set(owners.filter((one) => one.nodeName === 'LINK' && isLinked(one)).slice(0, MOST_SHEETS))
  return owners.map((owner) => {
    if (owner.nodeName === 'LINK') return links.has(owner) ? linked(owner.getAttribute('href') ?? '') : []
    const text = owner.textContent ?? ''
    return text.length > MOST_SHEET_BYTES ? [] : rulesOf(text)
  })
}

/** CSS Syntax Module Level 3, section 3.2: in exactly this form. */
const declaredIn = (bytes: Uint8Array): string | null =>
  /^@charset "([^"]*)";/.exec(Buffer.from(bytes.subarray(0, 1024)).toString('latin1'))?.[1] ?? null

/** Sheets that lie beside a page. Its frames often share them: each is read once. */
export class LinkedSheets {
  readonly #files: PageFiles
  readonly #known = new Map<string, readonly StyleRule[]>()

  constructor(files: PageFiles) {
    this.#files = files
  }

  of(from: PageFile): LinkedRules {
    return (href) => {
      try {
        return this.#rules(href, from)
      } catch (error) {
        // A page is often saved without its sheets: it can be read all the same.
        if (error instanceof PageTrouble) return []
        throw error
      }
    }
  }

  #rules(href: string, from: PageFile): readonly StyleRule[] {
    const sheet = this.#files.sheet(href, from)
    if (sheet === null) return []
    const known = this.#known.get(sheet.place)
    if (known) return known
    const bytes = sheet.bytes(MOST_SHEET_BYTES)
    const rules = rulesOf(decodePage(bytes, declaredIn(bytes)).text)
    this.#known.set(sheet.place, rules)
    return rules
  }
}
