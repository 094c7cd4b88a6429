import { isErrorCode } from '../../src/protocol/errors.ts'
import type { ReportedComputer } from '../../src/status/reports/reported-computers.ts'
import { whatHappened } from '../ui/errors.ts'
import type { Message, Texts } from '../ui/texts.ts'
import type { FileRefusal } from './read-reports.ts'
import { momentInJapan } from './report-time.ts'

/** What is not right with a file of a report, or at a computer that one was made of, in sentences. */

/** One computer need not fill the table. */
const MOST_SENTENCES = 6

const failed = ({ failedStores }: ReportedComputer, texts: Texts): string[] =>
  failedStores.map(({ name, reason }) => {
    const why = isErrorCode(reason) ? texts(whatHappened(reason)) : reason
    return texts('certificates_reports_failed_store', { name, why })
  })

const pending = ({ pending: enrolments }: ReportedComputer, texts: Texts): string[] =>
  enrolments.map(({ subject, storeName, stuck }) =>
    texts(stuck ? 'certificates_reports_stuck' : 'certificates_reports_pending', { name: subject, store: storeName }),
  )

const counted = ({ strayKeys, unreadableRecords }: ReportedComputer): Message[] => [
  ...(strayKeys > 0 ? [['certificates_reports_stray_keys', { count: String(strayKeys) }] as const] : []),
  ...(unreadableRecords > 0 ? [['certificates_reports_records', { count: String(unreadableRecords) }] as const] : []),
]

/** Empty where nothing is. */
export const troubleAt = (computer: ReportedComputer, texts: Texts): string[] => {
  const all = [
    ...failed(computer, texts),
    ...pending(computer, texts),
    ...counted(computer).map((message) => texts(...message)),
  ]
  if (all.length <= MOST_SENTENCES) return all
  const rest = String(all.length - MOST_SENTENCES)
  return [...all.slice(0, MOST_SENTENCES), texts('certificates_reports_more', { count: rest })]
}

/** Why a file was not taken, and what to do. */
export const refusalText = (refusal: FileRefusal, texts: Texts): string => {
  switch (refusal.why) {
    case 'wrong-value':
      return texts('certificates_reports_wrong_value', { place: refusal.place })
    case 'in-future':
      return texts('certificates_reports_in_future', { time: momentInJapan(refusal.generatedAt, texts) })
    case 'cut-off':
      return texts('certificates_reports_cut_off')
    case 'no-report':
      return texts('certificates_reports_no_report')
    case 'newer':
      return texts('certificates_reports_newer')
    case 'older':
      return texts('certificates_reports_older')
    case 'too-large':
      return texts('certificates_reports_too_large')
    case 'too-many':
      return texts('certificates_reports_too_many')
    case 'not-text':
      return texts('certificates_reports_not_text')
    case 'unreadable':
      return texts('certificates_reports_unreadable')
  }
}
