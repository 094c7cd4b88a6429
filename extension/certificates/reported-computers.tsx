import { useMemo } from 'preact/hooks'
import { type ReportedComputer, reportedComputers } from '../../src/status/reports/reported-computers.ts'
import { visibleText } from '../../src/text/visible-text.ts'
import type { Texts } from '../ui/texts.ts'
import { momentInJapan } from './report-time.ts'
import { troubleAt } from './report-trouble.ts'
import type { Reports } from './use-reports.ts'

const Trouble = ({ sentences }: { sentences: readonly string[] }) =>
  sentences.length > 0 && (
    <ul class="plain-list">
      {sentences.map((sentence, index) => (
        <li key={`${index} ${sentence}`}>
          <bdi>{sentence}</bdi>
        </li>
      ))}
    </ul>
  )

const Row = ({ computer, texts }: { computer: ReportedComputer; texts: Texts }) => (
  <tr>
    <th scope="row">
      <bdi>{visibleText(computer.computer)}</bdi>
    </th>
    <td>
      {computer.stale && (
        <p>
          <span class="chip chip-soon">{texts('certificates_reports_stale')}</span>{' '}
          {texts('certificates_reports_stale_why')}
        </p>
      )}
      <Trouble sentences={troubleAt(computer, texts)} />
    </td>
    <td class="reports-made">{momentInJapan(computer.generatedAt, texts)}</td>
    <td class="reports-count">{computer.certificates}</td>
  </tr>
)

/** The computers whose reports are open: when each was made, and what is not right there. It scrolls by itself: there may be hundreds. */
export const ReportedComputers = ({
  reports: { opened, openedAt },
  texts,
}: {
  readonly reports: Reports
  readonly texts: Texts
}) => {
  const computers = useMemo(() => reportedComputers(opened, openedAt), [opened, openedAt])
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1).
    <section class="reports-computers" aria-labelledby="reports-computers" tabIndex={0}>
      <table>
        <caption id="reports-computers">{texts('certificates_reports_computers')}</caption>
        <thead>
          <tr>
            <th scope="col">{texts('certificates_reports_computer')}</th>
            <th scope="col">{texts('certificates_reports_trouble')}</th>
            <th scope="col">{texts('certificates_reports_made')}</th>
            <th scope="col">{texts('certificates_reports_certificates')}</th>
          </tr>
        </thead>
        <tbody>
          {computers.map((computer) => (
            <Row key={computer.computer} computer={computer} texts={texts} />
          ))}
        </tbody>
      </table>
    </section>
  )
}
