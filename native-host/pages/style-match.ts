import { ELEMENT } from '../../src/notice/page/page-source.ts'
import type { SavedNode } from './saved-node.ts'
import type { Compound, Selector, Simple } from './style-selector.ts'

/** A second's work or two. A page on which every rule must be tried on every element ends there; the rest counts as not styled. */
const MOST_STEPS = 20_000_000

export const classesOf = (element: SavedNode): string[] =>
  (element.getAttribute('class') ?? '').split(/[\t\n\f\r ]/).filter((name) => name !== '')

export class StyleMatcher {
  readonly #classes = new Map<SavedNode, ReadonlySet<string>>()
  #steps = 0

  get isSpent(): boolean {
    return this.#steps > MOST_STEPS
  }

  /**
   * Each compound at the nearest ancestor that it fits. Where a child chain breaks off, only the last free choice is
   * taken again, further up: no other could do better. So a selector costs its length times the depth.
   */
  matches({ compounds: [last, ...others] }: Selector, element: SavedNode): boolean {
    if (!last || !this.#fits(last, element)) return false
    let node = element
    let free: { readonly index: number; readonly node: SavedNode } | null = null
    for (let index = 0; index < others.length; ) {
      const [compound, parent] = [others[index], node.parentNode]
      if (!compound || parent?.nodeType !== ELEMENT) return false
      node = parent
      if (this.#fits(compound, node)) {
        if (compound.holds === 'descendant') free = { index, node }
        index += 1
      } else if (compound.holds === 'child') {
        if (!free) return false
        ;({ index, node } = free)
      }
    }
    return true
  }

  #fits({ tests }: Compound, element: SavedNode): boolean {
    return tests.every((test) => {
      this.#steps += 1
      return !this.isSpent && this.#passes(test, element)
    })
  }

  #passes(test: Simple, element: SavedNode): boolean {
    if (test.kind === 'any') return true
    if (test.kind === 'tag') return element.nodeName.toUpperCase() === test.name
    if (test.kind === 'id') return element.getAttribute('id') === test.name
    if (test.kind === 'class') return this.#classesOf(element).has(test.name)
    const value = element.getAttribute(test.name)
    return value !== null && (test.value === null || test.value === value)
  }

  #classesOf(element: SavedNode): ReadonlySet<string> {
    const known = this.#classes.get(element)
    if (known) return known
    const classes = new Set(classesOf(element))
    this.#classes.set(element, classes)
    return classes
  }
}
