import { type CalendarWords, calendarOfAll } from '../reminder/calendar.ts'
import { USUAL_DAYS } from '../reminder/stage.ts'
import type { CertificateRow, StatusReport } from './report.ts'

/** An .ics file with the dates of all certificates that are still to be renewed; the same one in two stores is in it once. */
export const calendarFile = (
  { certificates }: StatusReport,
  wordsOf: (row: CertificateRow) => CalendarWords,
  now: number,
): string => {
  const open = certificates.filter(({ needsRenewal, state }) => needsRenewal && state !== 'expired')
  const each = [...new Map(open.map((row) => [row.sha256, row])).values()]
  return calendarOfAll(
    each.map((row) => ({
      due: { certificate: row.sha256, lastDay: row.lastDay, opens: row.renewableFrom, remindAt: USUAL_DAYS },
      words: wordsOf(row),
    })),
    now,
  )
}
