import { folded } from './folded.ts'

/** A date in a bank's text: 2026/12/10, 2026-12-10, 2026.12.10 or 2026年12月10日; full-width digits are folded before. */
const DATE = /(?<!\d)(\d{4})(?:年|[/.-])(\d{1,2})(?:月|[/.-])(\d{1,2})(?!\d)/

/**
 * The first date of a text as an ISO day, or null. A date that no calendar has (2026/02/30) is refused, not bent.
 */
export const firstDate = (text: string): string | null => {
  const match = DATE.exec(folded(text))
  if (!match) return null
  const [, year, month, day] = match.map(Number) as [number, number, number, number]
  const date = new Date(Date.UTC(year, month - 1, day))
  const real = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return real ? date.toISOString().slice(0, 10) : null
}
