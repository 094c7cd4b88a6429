import { type Problem, problem } from './profile-problem.ts'

/**
 * Where a text stops being JSON (RFC 8259), and members that an object has twice. Engines tell the place in ways of their
 * own or not at all, and none tells of the second. One pass, no recursion: a text nested deeply is a text like another.
 */

const SPACE = /[ \t\n\r]*/y
/** A string up to its closing mark: control characters must be written as escapes. */
const STRING_START = /"(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/y
const SCALAR = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y

/** An object that is open, with the names that it has so far; or an array. */
type Open = Set<string> | 'array'
type Expected = 'value' | 'first-value' | 'name' | 'first-name' | 'colon' | 'more' | 'end'

class Scan {
  at = 0
  readonly #text: string
  readonly #open: Open[] = []
  readonly twice: number[] = []

  constructor(text: string) {
    this.#text = text
  }

  #skip(pattern: RegExp): string {
    pattern.lastIndex = this.at
    const found = pattern.exec(this.#text)?.[0] ?? ''
    this.at += found.length
    return found
  }

  #takes(character: string): boolean {
    if (this.#text[this.at] !== character) return false
    this.at += 1
    return true
  }

  /** Ends at the character that is wrong, where one is. */
  #string(): string | null {
    const start = this.#skip(STRING_START)
    return start !== '' && this.#takes('"') ? `${start}"` : null
  }

  #opened(open: Open, expected: Expected): Expected {
    this.#open.push(open)
    return expected
  }

  #closed(): Expected {
    this.#open.pop()
    return this.#open.length === 0 ? 'end' : 'more'
  }

  #value(mayEnd: boolean): Expected | null {
    if (this.#takes('{')) return this.#opened(new Set(), 'first-name')
    if (this.#takes('[')) return this.#opened('array', 'first-value')
    if (mayEnd && this.#takes(']')) return this.#closed()
    const isThere = this.#text[this.at] === '"' ? this.#string() !== null : this.#skip(SCALAR) !== ''
    if (!isThere) return null
    return this.#open.length === 0 ? 'end' : 'more'
  }

  #name(mayEnd: boolean): Expected | null {
    if (mayEnd && this.#takes('}')) return this.#closed()
    const start = this.at
    const raw = this.#string()
    if (raw === null) return null
    const names = this.#open.at(-1) as Set<string>
    const name: string = JSON.parse(raw)
    if (names.has(name)) this.twice.push(start)
    names.add(name)
    return 'colon'
  }

  #more(): Expected | null {
    const isArray = this.#open.at(-1) === 'array'
    if (this.#takes(',')) return isArray ? 'value' : 'name'
    return this.#takes(isArray ? ']' : '}') ? this.#closed() : null
  }

  /** What may stand behind; null where something else stands there than what was expected. */
  #step(expected: Expected): Expected | null {
    this.#skip(SPACE)
    if (expected === 'value' || expected === 'first-value') return this.#value(expected === 'first-value')
    if (expected === 'name' || expected === 'first-name') return this.#name(expected === 'first-name')
    if (expected === 'colon') return this.#takes(':') ? 'value' : null
    return expected === 'more' ? this.#more() : null
  }

  /** Is the whole text one value? */
  run(): boolean {
    let expected: Expected | null = 'value'
    while (expected !== null && expected !== 'end') expected = this.#step(expected)
    if (expected === 'end') this.#skip(SPACE)
    return expected === 'end' && this.at === this.#text.length
  }
}

/** Line and column from 1, as editors count them (in UTF-16 units). */
const lineAndColumn = (text: string, at: number): string => {
  const before = text.slice(0, at).split(/\r\n|\r|\n/)
  return `${before.length}:${(before.at(-1)?.length ?? 0) + 1}`
}

/** Empty for a text that is JSON and means one thing. */
export const jsonFaults = (text: string): Problem[] => {
  const scan = new Scan(text)
  if (!scan.run()) return [problem(lineAndColumn(text, scan.at), 'not-json')]
  return scan.twice.map((at) => problem(lineAndColumn(text, at), 'member-twice'))
}
