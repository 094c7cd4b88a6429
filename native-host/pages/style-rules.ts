import { type Declaration, declarationOf, holding } from './style-declarations.ts'
import { isSign, partedAtCommas, type Selector, selectorsIn } from './style-selector.ts'
import { StyleTokens, type Token } from './style-tokens.ts'

/** The rules of a style sheet that show, hide or make a block. CSS Syntax Module Level 3, section 5. */

export interface StyleRule {
  readonly selector: Selector
  readonly display: Declaration | null
  readonly visibility: Declaration | null
}

/** Each selector of a list is counted. Those of the largest sites have some thousands. */
export const MOST_RULES = 20_000

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' }

/** CSS pixels. Which width the person's window had is not known: that of most office screens. */
const WINDOW_WIDTH = 1280
const EM = 16
const WIDTH_QUERY = /^\((min|max)-width:([\d.]{1,8})(px|em|rem)\)$/

const holdsHere = (condition: string): boolean => {
  const [, bound, number, unit] = WIDTH_QUERY.exec(condition.replaceAll(' ', '')) ?? []
  const width = Number(number) * (unit === 'px' ? 1 : EM)
  return bound === 'min' ? WINDOW_WIDTH >= width : bound === 'max' && WINDOW_WIDTH <= width
}

const isForScreen = (media: readonly Token[]): boolean => {
  const queries = partedAtCommas(media).map((query) => query.map(({ text }) => text.toLowerCase()).join(''))
  return queries.some((query) => {
    const [kind = '', ...rest] = query.split(' and ')
    const isKind = ['', 'all', 'screen', 'only screen'].includes(kind.trim())
    return isKind ? rest.every(holdsHere) : [kind, ...rest].every(holdsHere)
  })
}

class StyleReader {
  readonly rules: StyleRule[] = []
  readonly #tokens: StyleTokens
  /** Blocks of `@media screen` around the present place. */
  #around = 0

  constructor(text: string) {
    this.#tokens = new StyleTokens(text)
  }

  sheet(): void {
    for (let token = this.#tokens.next(); token; token = this.#tokens.next()) {
      if (this.rules.length >= MOST_RULES) return
      if (token.type === 'space' || token.type === 'mark') continue
      if (token.type === 'at') this.#atRule(token.text.toLowerCase())
      else if (isSign(token, '}') && this.#around > 0) this.#around -= 1
      else this.#rule(token)
    }
  }

  /** @param ends signs at which a declaration ends, besides `;` */
  declarations(ends: string): Declaration[] {
    const found: Declaration[] = []
    for (;;) {
      const [tokens, end] = this.#until(`;{${ends}`)
      const declaration = end === '{' ? null : declarationOf(tokens)
      if (declaration) found.push(declaration)
      // A rule inside a rule says nothing of the outer one.
      if (end === '{') this.#until('}')
      else if (end !== ';') return found
    }
  }

  #atRule(name: string): void {
    const [tokens, end] = this.#until(this.#around > 0 ? ';{}' : ';{')
    if (end === '}') this.#around -= 1
    if (end !== '{') return
    if (name === 'media' && isForScreen(tokens)) this.#around += 1
    else this.#until('}')
  }

  #rule(first: Token): void {
    const [tokens, end] = this.#until(this.#around > 0 ? '{}' : '{', first)
    if (end === '}') this.#around -= 1
    if (end !== '{') return
    const declarations = this.declarations('}')
    const [display, visibility] = [holding(declarations, 'display'), holding(declarations, 'visibility')]
    if (!display && !visibility) return
    const selectors = selectorsIn(tokens).slice(0, MOST_RULES - this.rules.length)
    for (const selector of selectors) this.rules.push({ selector, display, visibility })
  }

  /** The tokens before the first of these signs that stands in no bracket; without recursion, brackets can be many. */
  #until(ends: string, first: Token | null = this.#tokens.next()): [Token[], end: string] {
    const found: Token[] = []
    const closings: string[] = []
    for (let token = first; token; token = this.#tokens.next()) {
      const sign = token.type === 'sign' ? token.text : ''
      if (closings.length === 0 && sign !== '' && ends.includes(sign)) return [found, sign]
      const closing = token.type === 'function' ? ')' : CLOSING[sign]
      if (closing !== undefined) closings.push(closing)
      else if (sign !== '' && sign === closings.at(-1)) closings.pop()
      found.push(token)
    }
    return [found, '']
  }
}

export const rulesOf = (sheet: string): StyleRule[] => {
  const reader = new StyleReader(sheet)
  reader.sheet()
  return reader.rules
}

export const declarationsOf = (styleAttribute: string): Declaration[] =>
  new StyleReader(styleAttribute).declarations('')

/** @param media the attribute of a `<style>` or `<link>` */
export const isMediaForScreen = (media: string): boolean => {
  const tokens: Token[] = []
  const reader = new StyleTokens(media)
  for (let token = reader.next(); token; token = reader.next()) tokens.push(token)
  return isForScreen(tokens)
}
