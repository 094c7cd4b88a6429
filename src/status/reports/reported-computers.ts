import type { StatusReport } from '../report.ts'
import { isStale, newestOfEach, type OpenedReport } from './opened-report.ts'

/** A computer that a report was opened of: when that was made, and what is not right there. */
export interface ReportedComputer
  extends Pick<StatusReport, 'computer' | 'generatedAt' | 'idsShortened' | 'unreadableRecords' | 'failedStores'> {
  /** Older than it should be: it may be otherwise there by now. */
  readonly stale: boolean
  /** How many certificates lie there. */
  readonly certificates: number
  /** Enrolments that are under way. */
  readonly pending: StatusReport['enrolments']
  /** Keys of Koshin of which nothing else is known. */
  readonly strayKeys: number
}

const computerOf = ({ report }: OpenedReport, now: number): ReportedComputer => {
  const { computer, generatedAt, idsShortened, unreadableRecords, failedStores } = report
  return {
    ...{ computer, generatedAt, idsShortened, unreadableRecords, failedStores },
    stale: isStale(report, now),
    certificates: report.certificates.length,
    pending: report.enrolments,
    strayKeys: report.strayKeys.reduce((sum, { count }) => sum + count, 0),
  }
}

/** The larger, the sooner somebody has to look at it. */
const pressing = ({ stale, failedStores, pending, strayKeys, unreadableRecords }: ReportedComputer): number => {
  if (stale) return 3
  if (failedStores.length > 0 || unreadableRecords > 0 || strayKeys > 0 || pending.some(({ stuck }) => stuck)) return 2
  return pending.length > 0 ? 1 : 0
}

const inOrder = (a: ReportedComputer, b: ReportedComputer): number =>
  pressing(b) - pressing(a) || a.computer.localeCompare(b.computer, 'ja', { numeric: true })

/** Every computer once, those with a stale report first, then those where something is not right. @param now milliseconds since the epoch */
export const reportedComputers = (reports: readonly OpenedReport[], now: number): ReportedComputer[] =>
  newestOfEach(reports)
    .map((opened) => computerOf(opened, now))
    .toSorted(inOrder)
