import { defaultTreeAdapter, parse } from 'parse5'
import { ELEMENT, type PageSource, TEXT } from '../../src/notice/page/page-source.ts'
import { type SavedNode, savedTree } from './saved-node.ts'
import { Cascade } from './style-cascade.ts'
import { type LinkedRules, sheetsIn } from './style-sheets.ts'
import { PageTrouble } from './trouble.ts'
import { isBlockByStyle, Visibility } from './visibility.ts'

/** Twice as deep as browsers nest elements. A parser's work grows with the depth of what is open. */
const MOST_LEVELS = 1_000

/** @throws PageTrouble `nested-too-deeply` */
const parsed = (html: string): SavedNode => {
  let levels = 0
  const treeAdapter: typeof defaultTreeAdapter = {
    ...defaultTreeAdapter,
    onItemPush: () => {
      levels += 1
      if (levels > MOST_LEVELS) throw new PageTrouble('nested-too-deeply')
    },
    onItemPop: () => {
      levels -= 1
    },
  }
  return savedTree(parse(html, { treeAdapter, scriptingEnabled: true }))
}

/** A saved page as the reader sees it. */
export class SavedPage implements PageSource {
  readonly title: string
  readonly #texts: readonly SavedNode[]
  readonly #elements = new Map<string, SavedNode[]>()
  readonly #cascade: Cascade
  readonly #visibility: Visibility
  #others: readonly SavedPage[] = []

  /**
   * @param linked the rules of a sheet that the page links, by its `href`; without it there are none
   * @throws PageTrouble where the page is nested more deeply than any browser would
   */
  constructor(html: string, linked: LinkedRules = () => []) {
    const all = [...parsed(html).inside()].filter(({ nodeType }) => nodeType === ELEMENT)
    for (const node of all) {
      const named = this.#elements.get(node.nodeName)
      if (named) named.push(node)
      else this.#elements.set(node.nodeName, [node])
    }
    this.#cascade = new Cascade(sheetsIn(all, linked))
    this.#visibility = new Visibility(this.#cascade)
    const body = this.elements('BODY')[0]
    this.#texts = [...(body?.inside() ?? [])].filter(({ nodeType }) => nodeType === TEXT)
    this.title = (this.elements('TITLE')[0]?.textContent ?? '').replace(/[\t\n\f\r ]+/g, ' ').trim()
  }

  rawText(): string {
    return this.#texts.map(({ nodeValue }) => nodeValue).join('')
  }

  walkTexts(from: 'first' | 'last', visit: (node: SavedNode, length: number) => boolean): void {
    const texts = from === 'first' ? this.#texts : this.#texts.toReversed()
    for (const node of texts) if (!visit(node, (node.nodeValue ?? '').length)) return
  }

  elements(name: string): readonly SavedNode[] {
    return this.#elements.get(name) ?? []
  }

  isShown(element: SavedNode): boolean {
    return this.#visibility.isShown(element)
  }

  isBlock(element: SavedNode): boolean {
    return isBlockByStyle(element, this.#cascade.of(element))
  }

  /** What is typed into a password field is nobody's business, saved or not. */
  valueOf(input: SavedNode): string {
    return /^password$/i.test(input.getAttribute('type') ?? '') ? '' : (input.getAttribute('value') ?? '')
  }

  others(): readonly SavedPage[] {
    return this.#others
  }

  /** Frames can know each other only when all of them are there. */
  standsBeside(others: readonly SavedPage[]): void {
    this.#others = others
  }
}
