import type { BankProfile, Field } from '../bank/profile.ts'
import { dayOfEnding, lastDayIn, type PrintedDay } from './dates.ts'
import { folded, spaced } from './folded.ts'
import { digitsIn, idIn, serialNumberIn } from './ids.ts'
import { cellBeside, cellOf, cellsBelow, cellText } from './page/cells.ts'
import type { Line, Lines } from './page/lines.ts'
import { NO_FIELDS, type Reading } from './reading.ts'

/** Values that stand behind, beside or below their labels. */

/** A label as it is looked for. */
interface Label {
  readonly label: string
  readonly words: string
  /** Its characters as far apart as old pages set them. */
  readonly pattern: RegExp
}

const labels = new Map<string, Label>()

/** Labels come from profiles only: they are few, and each is made ready once. */
const labelOf = (label: string): Label => {
  const known = labels.get(label) ?? { label, words: folded(label), pattern: patternOf(label) }
  labels.set(label, known)
  return known
}

const patternOf = (label: string): RegExp =>
  new RegExp(
    [...folded(label)].map((character) => character.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')).join('\\s?'),
    'gu',
  )

/** Whose last day? 「パスワードの有効期限」 is another label than 「有効期限」; 「電子証明書の有効期限」 is the same one. */
const standsAlone = (label: string, before: string): boolean => {
  if (/証明書/.test(label)) return !/(?:サーバー?|ssl|カードの)(?:電子)?$/i.test(folded(before))
  const words = folded(before).replace(/(?:お客[様さ]ま?|お使い|ご利用中|現在)の$/u, '')
  return words === '' || /[^\p{L}\p{N}]$/u.test(words) || /(?<!サーバー?)証明書の?$/u.test(words) || /\d$/.test(words)
}

/** A line, and its text as values are read from it: that is made once for all labels. */
interface Row {
  readonly line: Line
  readonly text: string
  /** Without white space: to see quickly that a label is not there. */
  readonly words: string
}

/** What follows a label inside its own line, for each time it stands there. */
const restsOf = ({ text, words }: Row, name: string): string[] => {
  const { label, words: wanted, pattern } = labelOf(name)
  if (!words.includes(wanted)) return []
  return [...text.matchAll(pattern)]
    .filter((match) => standsAlone(label, text.slice(0, match.index)))
    .map((match) => text.slice(match.index + match[0].length))
}

/** Nothing but the sign that ends a label. */
const isEmpty = (rest: string): boolean => /^[\s:=)\]】」]*(?:\([^)]*\))?[\s:=]*$/u.test(rest)

/** Where the value of a label may stand, the nearest place first: each place is one or several texts. */
function* places(line: Line, rest: string, lines: Lines): Generator<string[]> {
  if (!isEmpty(rest)) return yield [rest]
  const node = line.nodes[0]
  const cell = node ? cellOf(node) : null
  const next = line.following()
  // The line after the last one of a cell stands in another cell, which may be another column's.
  if (next && (!cell || cellOf(next.node) === cell)) yield [next.text]
  const beside = cell && cellBeside(cell, lines)
  if (beside) yield [cellText(beside, lines)]
  if (cell) yield cellsBelow(cell).map((below) => cellText(below, lines))
}

type Reader<T> = (text: string) => T | null

/** The one value of labels that mean the same; null: none. */
const oneValue = <T>(
  names: readonly string[],
  rows: readonly Row[],
  lines: Lines,
  read: Reader<T>,
): T | 'several' | null => {
  const found = new Map<string, T>()
  for (const row of rows) {
    for (const rest of names.flatMap((name) => restsOf(row, name))) {
      for (const place of places(row.line, rest, lines)) {
        const values = place.map(read).filter((value): value is T & {} => value !== null)
        for (const value of values) found.set(JSON.stringify(value), value)
        if (values.length > 0) break
      }
    }
  }
  const [only, another] = found.values()
  if (another !== undefined) return 'several'
  return only ?? null
}

/** 「電子証明書の有効期限」 and 「証明書有効期限」 are one label; 「有効期限」 alone may be that of something else. */
const alike = (labels: readonly string[]): (readonly string[])[] => {
  const isParticular = (label: string) => label.includes('証明書')
  return [labels.filter(isParticular), ...labels.filter((label) => !isParticular(label)).map((label) => [label])]
}

/** The first of the labels that has a value decides: they stand from the most particular to the most general. */
const read = <T>(field: Field | undefined, rows: readonly Row[], lines: Lines, reader: Reader<T>): T | null => {
  for (const names of alike(field?.labels ?? [])) {
    const value = oneValue(names, rows, lines, reader)
    if (value === 'several') return null
    if (value !== null) return value
  }
  return null
}

const textReader = ({ kind, digits }: Field): Reader<string> => {
  if (kind === 'digits') return (text) => digitsIn(text, digits)
  if (kind === 'serial-number') return serialNumberIn
  return kind === 'id' ? idIn : (text) => lastDayIn(text)?.day ?? null
}

/** 「電子証明書（シリアル番号：…）は、2026年12月10日に…」, 「あと5日（2026/12/10）で…」 */
const BEFORE_ENDING =
  /証明書\s?(?:\([^)]*\)\s?)?[はが]、?(?:[^。\d]{0,12}|\s?あと\s?\d+\s?日\s?\()(?=\d{4}|令和|R\s?\d)/gu
/** 「電子証明書（期限 2026/12/10）」, 「電子証明書の期限切れ間近：2026年12月10日まで」 */
const BEFORE_DAY = /証明書\s?(?:\((?:有効)?期限|の(?:有効)?期限切れ)[^。\d]{0,6}(?=\d{4}|令和|R\s?\d)/gu

const after = (text: string, words: RegExp, read: Reader<PrintedDay>): (PrintedDay | null)[] =>
  [...text.matchAll(words)].map(({ index, 0: found }) => read(text.slice(index + found.length)))

/** A last day without a label: 「お使いの電子証明書は2026年12月10日に有効期限を迎えます」. Sentences may run over line breaks. */
const endingIn = (lines: readonly Line[]): PrintedDay | null => {
  const days = [...new Set(lines.map(({ block }) => spaced(block)))].flatMap((text) => [
    ...after(text, BEFORE_ENDING, dayOfEnding),
    ...after(text, BEFORE_DAY, lastDayIn),
  ])
  const found = new Map(days.filter((day) => day !== null).map((day) => [JSON.stringify(day), day]))
  return found.size === 1 ? (found.values().next().value ?? null) : null
}

/** @param all the lines that may hold a label */
export const readFields = (fields: BankProfile['fields'], all: readonly Line[], lines: Lines): Reading['fields'] => {
  const rows = all.map((line) => ({ line, text: spaced(line.text), words: folded(line.text) }))
  const text = (field: Field | undefined) => (field ? read(field, rows, lines, textReader(field)) : null)
  const expiry = fields.expiry ? (read<PrintedDay>(fields.expiry, rows, lines, lastDayIn) ?? endingIn(all)) : null
  return {
    ...NO_FIELDS,
    expiry: expiry?.day ?? null,
    expiryTime: expiry?.time ?? null,
    corporateId: text(fields.corporateId),
    userId: text(fields.userId),
    serialNumber: text(fields.serialNumber),
  }
}
