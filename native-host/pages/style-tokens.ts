import { characterOf, isDigit, isHex, isName, isNameStart, isNewline, isSpace } from './style-characters.ts'

/** Tokens of a style sheet, as far as rules, selectors and keywords need them. CSS Syntax Module Level 3, section 4. */

export interface Token {
  readonly type:
    | 'space'
    | 'ident'
    | 'function'
    | 'at'
    | 'id'
    | 'hash'
    | 'string'
    | 'number'
    | 'url'
    | 'bad'
    | 'mark'
    | 'sign'
  /** Escapes undone, without `#`, `@`, `(` and quotes; of a sign its character. */
  readonly text: string
}

const HEX_DIGITS = 6

/** Character by character, each looked at a few times at most: a sheet is whatever somebody wrote. */
export class StyleTokens {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  /** @returns null at the end */
  next(): Token | null {
    while (this.#text.startsWith('/*', this.#at)) this.#at = this.#behind('*/', this.#at + 2)
    const char = this.#char()
    if (char === '') return null
    if (isSpace(char)) return this.#space()
    if (char === '"' || char === "'") return this.#string(char)
    for (const mark of ['<!--', '-->']) if (this.#text.startsWith(mark, this.#at)) return this.#mark(mark)
    if (this.#beginsNumber()) return this.#number()
    return this.#beginsName(0) ? this.#word() : this.#sign(char)
  }

  #char(ahead = 0): string {
    return this.#text.charAt(this.#at + ahead)
  }

  #behind(end: string, from: number): number {
    const found = this.#text.indexOf(end, from)
    return found === -1 ? this.#text.length : found + end.length
  }

  #space(): Token {
    while (isSpace(this.#char())) this.#at += 1
    return { type: 'space', text: ' ' }
  }

  /** Old pages hide a sheet in an HTML comment from browsers that know none. */
  #mark(text: string): Token {
    this.#at += text.length
    return { type: 'mark', text }
  }

  #beginsNumber(): boolean {
    const sign = /[+-]/.test(this.#char()) ? 1 : 0
    return isDigit(this.#char(sign)) || (this.#char(sign) === '.' && isDigit(this.#char(sign + 1)))
  }

  #beginsEscape(ahead: number): boolean {
    const next = this.#char(ahead + 1)
    return this.#char(ahead) === '\\' && next !== '' && !isNewline(next)
  }

  #beginsName(ahead: number): boolean {
    const first = this.#char(ahead) === '-' ? ahead + 1 : ahead
    const isDouble = first > ahead && this.#char(first) === '-'
    return isDouble || isNameStart(this.#char(first)) || this.#beginsEscape(first)
  }

  #name(): string {
    let name = ''
    while (isName(this.#char()) || this.#beginsEscape(0)) name += this.#take()
    return name
  }

  /** One character, or what an escape stands for. */
  #take(): string {
    const char = this.#char()
    this.#at += 1
    if (char !== '\\') return char
    let hex = ''
    while (hex.length < HEX_DIGITS && isHex(this.#char())) hex += this.#text.charAt(this.#at++)
    if (hex === '') return this.#text.charAt(this.#at++)
    if (this.#text.startsWith('\r\n', this.#at)) this.#at += 2
    else if (isSpace(this.#char())) this.#at += 1
    return characterOf(hex)
  }

  #number(): Token {
    const start = this.#at
    this.#at += 1
    while (isDigit(this.#char()) || this.#char() === '.') this.#at += 1
    const text = this.#text.slice(start, this.#at)
    if (this.#char() !== '%') return { type: 'number', text: text + this.#name() }
    this.#at += 1
    return { type: 'number', text: `${text}%` }
  }

  #word(): Token {
    const text = this.#name()
    if (this.#char() !== '(') return { type: 'ident', text }
    this.#at += 1
    return text.toLowerCase() === 'url' ? this.#url() : { type: 'function', text }
  }

  /** Without quotes, an address may hold what would begin a comment or a block elsewhere. */
  #url(): Token {
    let ahead = 0
    while (isSpace(this.#char(ahead))) ahead += 1
    if (/["']/.test(this.#char(ahead))) return { type: 'function', text: 'url' }
    while (this.#char() !== '' && this.#char() !== ')') this.#at += this.#char() === '\\' ? 2 : 1
    this.#at += 1
    return { type: 'url', text: '' }
  }

  #string(quote: string): Token {
    let text = ''
    for (this.#at += 1; this.#char() !== quote && this.#char() !== ''; ) {
      if (isNewline(this.#char())) return { type: 'bad', text }
      if (this.#char() !== '\\' || this.#beginsEscape(0)) text += this.#take()
      else this.#at += this.#text.startsWith('\r\n', this.#at + 1) ? 3 : 2
    }
    this.#at += 1
    return { type: 'string', text }
  }

  #sign(char: string): Token {
    this.#at += 1
    if (char === '@' && this.#beginsName(0)) return { type: 'at', text: this.#name() }
    if (char !== '#' || !(isName(this.#char()) || this.#beginsEscape(0))) return { type: 'sign', text: char }
    return { type: this.#beginsName(0) ? 'id' : 'hash', text: this.#name() }
  }
}
