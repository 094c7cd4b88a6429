import type { Line } from './lines.ts'

/** Keys that lead from line to line of the list: those that people know from lists of files and of mail. */

const STEPS: Readonly<Record<string, (at: number, page: number, last: number) => number>> = {
  ArrowDown: (at) => at + 1,
  ArrowUp: (at) => at - 1,
  PageDown: (at, page) => at + page,
  PageUp: (at, page) => at - page,
  Home: () => 0,
  End: (_at, _page, last) => last,
}

/** The next certificate from there on, that way; else the nearest the other way: group lines have nothing to press. */
const certificateAt = (lines: readonly Line[], from: number, way: 1 | -1): number | null => {
  for (let at = from; at >= 0 && at < lines.length; at += way) if (lines[at]?.kind === 'certificate') return at
  return way === -1 ? certificateAt(lines, from, 1) : null
}

/**
 * The line that a key leads to; null: it leads nowhere.
 * @param at index of the line that has the focus
 * @param page lines that are seen at once
 */
export const lineByKey = (lines: readonly Line[], at: number, key: string, page: number): number | null => {
  const last = lines.length - 1
  const wanted = STEPS[key]?.(at, page, last)
  if (wanted === undefined) return null
  const next = Math.min(Math.max(wanted, 0), last)
  return certificateAt(lines, next, next > at ? 1 : -1)
}
