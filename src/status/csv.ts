import { cellText } from './cells.ts'
import type { StatusReport } from './report.ts'
import { COLUMNS, type StatusWords } from './words.ts'

/** A table for spreadsheets: RFC 4180, with the mark by which Excel knows UTF-8. */

const BYTE_ORDER_MARK = '\uFEFF'

/** What Excel would calculate; it takes the full-width forms too. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/
/** Digits that Excel would round, shorten or take for an hour or a power of ten: `0012`, 12 digits, `1E10`, `12:30`. */
const OTHER_NUMBER = /^(?:0\d+|\d{12,}|\d+[Ee]\d+|\d+(?::\d+)+)$/

/** With an apostrophe in front a cell is text, whatever it looks like. */
const asText = (text: string): string => (FORMULA.test(text) || OTHER_NUMBER.test(text) ? `'${text}` : text)

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

const line = (cells: readonly string[]): string => `${cells.map(quoted).join(',')}\r\n`

export const csvText = ({ certificates }: StatusReport, words: StatusWords): string => {
  const head = line(COLUMNS.map((column) => words.column(column)))
  const rows = certificates.map((row) =>
    // The days left are our own number, and may be below zero.
    line(
      COLUMNS.map((column) => (column === 'daysLeft' ? String(row.daysLeft) : asText(cellText(row, column, words)))),
    ),
  )
  return BYTE_ORDER_MARK + head + rows.join('')
}
