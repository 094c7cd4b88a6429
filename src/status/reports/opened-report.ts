import type { StatusReport } from '../report.ts'

/** A report of a computer, and the file that it was read from. */
export interface OpenedReport {
  readonly fileName: string
  readonly report: StatusReport
}

const madeAt = ({ report }: OpenedReport): number => Date.parse(report.generatedAt)

/** Network names are the same in capitals and small letters. */
export const isSameComputer = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

/**
 * One report a computer, its newest, the newest of all first: of what an older one says nobody knows whether it is still so. Of two
 * that are as new as each other the later one in the list counts.
 */
export const newestOfEach = (reports: readonly OpenedReport[]): OpenedReport[] => {
  const newest = new Map<string, OpenedReport>()
  for (const opened of reports) {
    const computer = opened.report.computer.toLowerCase()
    const known = newest.get(computer)
    if (!known || madeAt(known) <= madeAt(opened)) newest.set(computer, opened)
  }
  return [...newest.values()].toSorted((a, b) => madeAt(b) - madeAt(a))
}

/** Reports are made every hour: after a week's holidays a computer is on again, or its report has stopped. */
const STALE_MS = 8 * 24 * 3600 * 1000

/** @param now milliseconds since the epoch */
export const isStale = ({ generatedAt }: StatusReport, now: number): boolean => now - Date.parse(generatedAt) > STALE_MS
