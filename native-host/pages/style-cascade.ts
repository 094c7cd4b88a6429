import type { SavedNode } from './saved-node.ts'
import { type Declaration, holding } from './style-declarations.ts'
import { classesOf, StyleMatcher } from './style-match.ts'
import { declarationsOf, MOST_RULES, type StyleRule } from './style-rules.ts'
import type { Selector } from './style-selector.ts'

/** Which declaration holds for an element. CSS Cascading and Inheritance Level 4, section 6. */

export interface Look {
  /** Values in lower case; null: nothing is said. */
  readonly display: string | null
  readonly visibility: string | null
}

/** Compared from left to right. */
type Rank = readonly [isImportant: number, isInline: number, specificity: number, order: number]

const isAbove = (one: Rank, other: Rank): boolean => {
  const place = one.findIndex((part, index) => part !== other[index])
  return place !== -1 && (one[place] ?? 0) > (other[place] ?? 0)
}

class Contest {
  value: string | null = null
  #rank: Rank = [-1, 0, 0, 0]

  enter(declaration: Declaration | null, isInline: boolean, specificity: number, order: number): void {
    if (!declaration) return
    const rank: Rank = [Number(declaration.isImportant), Number(isInline), specificity, order]
    if (!isAbove(rank, this.#rank)) return
    this.#rank = rank
    this.value = declaration.value
  }
}

/** What an element must have for the selector to be tried on it at all. */
const keyOf = ({ compounds }: Selector): string => {
  const tests = compounds[0]?.tests ?? []
  const found = tests.find(({ kind }) => kind === 'id') ?? tests.find(({ kind }) => kind === 'class')
  const first = found ?? tests.find(({ kind }) => kind === 'tag')
  return first && 'name' in first ? `${first.kind} ${first.name}` : 'any'
}

const keysOf = (element: SavedNode): Set<string> =>
  new Set([
    'any',
    `tag ${element.nodeName.toUpperCase()}`,
    `id ${element.getAttribute('id') ?? ''}`,
    ...classesOf(element).map((name) => `class ${name}`),
  ])

/**
 * A sheet that hides the whole page does so until a script has shown it (against frames of others, against flicker), and a
 * page saved as it was sent does not have that done. A person who saved it saw it.
 */
const WHOLE = new Set(['#document', 'HTML', 'BODY'])

export class Cascade {
  readonly #rules = new Map<string, { readonly rule: StyleRule; readonly order: number }[]>()
  readonly #matcher = new StyleMatcher()
  readonly #known = new Map<SavedNode, Look>()

  /** @param sheets in the order in which they stand in the page */
  constructor(sheets: readonly (readonly StyleRule[])[]) {
    for (const [order, rule] of sheets.flat().slice(0, MOST_RULES).entries()) {
      const key = keyOf(rule.selector)
      const kept = this.#rules.get(key)
      if (kept) kept.push({ rule, order })
      else this.#rules.set(key, [{ rule, order }])
    }
  }

  of(element: SavedNode): Look {
    const known = this.#known.get(element)
    if (known) return known
    const [display, visibility] = [new Contest(), new Contest()]
    const isTried = !WHOLE.has(element.nodeName) && !this.#matcher.isSpent
    const keys = isTried ? [...keysOf(element)] : []
    for (const { rule, order } of keys.flatMap((key) => this.#rules.get(key) ?? [])) {
      if (!this.#matcher.matches(rule.selector, element)) continue
      display.enter(rule.display, false, rule.selector.specificity, order)
      visibility.enter(rule.visibility, false, rule.selector.specificity, order)
    }
    const inline = declarationsOf(element.getAttribute('style') ?? '')
    display.enter(holding(inline, 'display'), true, 0, 0)
    visibility.enter(holding(inline, 'visibility'), true, 0, 0)
    const look = { display: display.value, visibility: visibility.value }
    this.#known.set(element, look)
    return look
  }
}
