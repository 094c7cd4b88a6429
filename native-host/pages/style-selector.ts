import type { Token } from './style-tokens.ts'

/** Selectors of element names, classes, ids and attributes, below each other or directly so. Others say nothing here. */

export type Simple =
  | { readonly kind: 'any' }
  | { readonly kind: 'tag'; readonly name: string }
  | { readonly kind: 'id'; readonly name: string }
  | { readonly kind: 'class'; readonly name: string }
  /** `value` null: it need only be there. */
  | { readonly kind: 'attribute'; readonly name: string; readonly value: string | null }

export interface Compound {
  readonly tests: readonly Simple[]
  /** How the compound to its right stands to it. */
  readonly holds: 'child' | 'descendant'
}

export interface Selector {
  /** From right to left, as they are matched. */
  readonly compounds: readonly Compound[]
  readonly specificity: number
}

/** `other`: right, but not of the kinds above. `wrong`: for its sake browsers drop the whole rule. */
type Refused = 'other' | 'wrong'

/** People write ten at most. Keeps the work for one element small, and each part of the specificity within its bits. */
const MOST_TESTS = 64
/** What tools write for people has some hundreds. */
const MOST_IN_LIST = 2_000
const SPECIFICITY = { any: 0, tag: 1, class: 1 << 10, attribute: 1 << 10, id: 1 << 20 } as const

/** Of pseudo-classes, siblings, namespaces and nesting. */
const OTHER_SIGNS = new Set([':', '+', '~', '|', '&'])

export const isSign = (token: Token | undefined, text: string): boolean => token?.type === 'sign' && token.text === text

/** @param tokens between the brackets */
const attributeOf = (tokens: readonly Token[]): Simple | Refused => {
  const [name, equals, value, ...more] = tokens.filter(({ type }) => type !== 'space')
  if (name?.type !== 'ident') return 'other'
  if (!equals) return { kind: 'attribute', name: name.text, value: null }
  if (!isSign(equals, '=') || more.length > 0) return 'other'
  if (value?.type !== 'ident' && value?.type !== 'string') return 'wrong'
  return { kind: 'attribute', name: name.text, value: value.text }
}

/** What begins at a token, and where the next begins. */
const simpleAt = (tokens: readonly Token[], at: number): [Simple | Refused, next: number] => {
  const [token, next] = [tokens[at], tokens[at + 1]]
  if (token?.type === 'ident') return [{ kind: 'tag', name: token.text.toUpperCase() }, at + 1]
  if (token?.type === 'id') return [{ kind: 'id', name: token.text }, at + 1]
  if (isSign(token, '*')) return [{ kind: 'any' }, at + 1]
  if (isSign(token, '.') && next?.type === 'ident') return [{ kind: 'class', name: next.text }, at + 2]
  if (isSign(token, '[')) {
    const end = tokens.findIndex((one, index) => index > at && isSign(one, ']'))
    return end === -1 ? ['wrong', at] : [attributeOf(tokens.slice(at + 1, end)), end + 1]
  }
  return [OTHER_SIGNS.has(token?.text ?? '') ? 'other' : 'wrong', at]
}

/** @param tokens a space or `>` first */
const combinatorAt = (tokens: readonly Token[], at: number): ['child' | 'descendant' | 'wrong', next: number] => {
  let [next, children] = [at, 0]
  for (; tokens[next]?.type === 'space' || isSign(tokens[next], '>'); next++) if (isSign(tokens[next], '>')) children++
  if (children > 1) return ['wrong', next]
  return [children === 1 ? 'child' : 'descendant', next]
}

const isCombinator = (token: Token | undefined): boolean => token?.type === 'space' || isSign(token, '>')

/** @param tokens without space around them */
const selectorOf = (tokens: readonly Token[]): Selector | Refused => {
  if (tokens.length === 0 || isCombinator(tokens[0]) || isCombinator(tokens.at(-1))) return 'wrong'
  const compounds: Compound[] = []
  let tests: Simple[] = []
  for (let at = 0, count = 0; at < tokens.length; ) {
    if (isCombinator(tokens[at])) {
      const [holds, next] = combinatorAt(tokens, at)
      if (holds === 'wrong') return 'wrong'
      compounds.push({ tests, holds })
      ;[tests, at] = [[], next]
      continue
    }
    const [test, next] = simpleAt(tokens, at)
    if (typeof test === 'string') return test
    if (tests.length > 0 && (test.kind === 'tag' || test.kind === 'any')) return 'wrong'
    count += 1
    if (count > MOST_TESTS) return 'other'
    tests.push(test)
    at = next
  }
  compounds.push({ tests, holds: 'descendant' })
  const specificity = compounds.flatMap((one) => one.tests).reduce((sum, { kind }) => sum + SPECIFICITY[kind], 0)
  return { compounds: compounds.reverse(), specificity }
}

const trimmed = (tokens: readonly Token[]): readonly Token[] =>
  tokens.slice(tokens[0]?.type === 'space' ? 1 : 0, tokens.at(-1)?.type === 'space' ? -1 : undefined)

/** At commas, except in brackets: those of `:is(a, b)` part nothing. */
export const partedAtCommas = (tokens: readonly Token[]): (readonly Token[])[] => {
  const parts: Token[][] = [[]]
  let depth = 0
  for (const token of tokens) {
    if (token.type === 'function' || isSign(token, '(') || isSign(token, '[')) depth += 1
    else if (isSign(token, ')') || isSign(token, ']')) depth -= 1
    if (depth === 0 && isSign(token, ',')) parts.push([])
    else parts.at(-1)?.push(token)
  }
  return parts.map(trimmed)
}

/** The selectors in a list that are understood. */
export const selectorsIn = (tokens: readonly Token[]): Selector[] => {
  const parts = partedAtCommas(tokens)
  if (parts.length > MOST_IN_LIST) return []
  const all = parts.map(selectorOf)
  return all.includes('wrong') ? [] : all.filter((one) => typeof one !== 'string')
}
