import { visibleText } from '../../src/text/visible-text.ts'
import { Button } from '../ui/button.tsx'
import { FileDrop } from '../ui/file-drop.tsx'
import { NotificationBanner } from '../ui/notification-banner.tsx'
import { Busy } from '../ui/progress.tsx'
import type { Texts } from '../ui/texts.ts'
import { refusalText } from './report-trouble.ts'
import { ReportedComputers } from './reported-computers.tsx'
import type { Reports } from './use-reports.ts'

interface ReportFilesProps {
  readonly reports: Reports
  readonly texts: Texts
}

/** Of a folder of something else every file is refused: these are enough to see that. */
const MOST_SHOWN = 20

const Refused = ({ reports: { refused }, texts }: ReportFilesProps) => (
  <NotificationBanner
    kind="error"
    heading={<h3 class="heading-small">{texts('certificates_reports_refused', { count: String(refused.length) })}</h3>}
  >
    <ul class="plain-list">
      {refused.slice(0, MOST_SHOWN).map(({ fileName, refusal }, index) => (
        <li key={`${index} ${fileName}`}>
          <strong>
            <bdi>{visibleText(fileName)}</bdi>
          </strong>{' '}
          <span class="block">{refusalText(refusal, texts)}</span>
        </li>
      ))}
    </ul>
    {refused.length > MOST_SHOWN && (
      <p>{texts('certificates_reports_more', { count: String(refused.length - MOST_SHOWN) })}</p>
    )}
  </NotificationBanner>
)

const Reading = ({ done, total, texts }: { done: number; total: number; texts: Texts }) => (
  <>
    <Busy>{texts('certificates_reports_reading')}</Busy>
    <progress class="reports-progress" value={done} max={total} aria-label={texts('certificates_reports_reading')} />
  </>
)

/** What has become of the files that were chosen last, in words that are read out. */
const resultText = ({ opened, isEmpty, reading }: Reports, texts: Texts): string => {
  if (reading) return ''
  if (isEmpty) return texts('certificates_reports_empty')
  return opened.length === 0 ? '' : texts('certificates_reports_opened', { count: String(opened.length) })
}

const Opened = ({ reports, texts }: ReportFilesProps) => (
  <>
    {reports.older > 0 && (
      <p class="quiet">{texts('certificates_reports_superseded', { count: String(reports.older) })}</p>
    )}
    <ReportedComputers reports={reports} texts={texts} />
    <Button kind="secondary" press={reports.close}>
      {texts('certificates_reports_close')}
    </Button>
  </>
)

/** Reports of other computers, from files: which are open, which were refused and why, and what is not right where they come from. */
export const ReportFiles = ({ reports, texts }: ReportFilesProps) => {
  const { opened, refused, reading, open } = reports
  return (
    <section aria-labelledby="reports">
      <h2 class="heading-medium" id="reports">
        {texts('certificates_reports_heading')}
      </h2>
      <FileDrop
        take={open}
        accept=".json,application/json"
        explain={texts('certificates_reports_explain')}
        choose={texts('certificates_reports_choose')}
        chooseFolder={texts('certificates_reports_choose_folder')}
      />
      <p class="quiet">{texts('certificates_reports_kept')}</p>
      {reading && <Reading {...reading} texts={texts} />}
      <p role="status">{resultText(reports, texts)}</p>
      {!reading && refused.length > 0 && <Refused reports={reports} texts={texts} />}
      {opened.length > 0 && <Opened reports={reports} texts={texts} />}
    </section>
  )
}
