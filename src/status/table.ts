import { cellText } from './cells.ts'
import type { StatusReport } from './report.ts'
import { padded, widthOf } from './width.ts'
import type { Column, StatusWords } from './words.ts'

/** What fits beside each other; the other formats have the rest. */
const SHOWN = [
  'state',
  'daysLeft',
  'until',
  'bank',
  'name',
  'role',
  'store',
  'serialNumber',
] as const satisfies Column[]

/** Lines of a table, aligned for a terminal; empty where there is no certificate. */
export const tableLines = ({ certificates }: StatusReport, words: StatusWords): string[] => {
  if (certificates.length === 0) return []
  const rows = [
    SHOWN.map((column) => words.column(column)),
    ...certificates.map((row) => SHOWN.map((column) => cellText(row, column, words))),
  ]
  const widths = SHOWN.map((_, index) => Math.max(...rows.map((cells) => widthOf(cells[index] ?? ''))))
  return rows.map((cells) =>
    cells
      .map((cell, index) => padded(cell, widths[index] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}
