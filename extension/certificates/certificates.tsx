import type { Snapshot } from '../../src/renewal/snapshot.ts'
import { Button } from '../ui/button.tsx'
import type { Send } from '../ui/connection.ts'
import { Heading } from '../ui/heading.tsx'
import { Busy, Opening } from '../ui/progress.tsx'
import type { Texts } from '../ui/texts.ts'
import { isInHand, WorkNotice } from './at-work.tsx'
import { ImportFile } from './import-file.tsx'
import { OutcomeBanner, Trouble } from './outcome.tsx'
import { ReportFiles } from './report-files.tsx'
import { StoreSection } from './store-section.tsx'
import { useReports } from './use-reports.ts'

interface CertificatesProps {
  /** null: the background has not written one yet. */
  readonly snapshot: Snapshot | null
  readonly texts: Texts
  readonly send: Send
}

const LookAgain = ({ texts, send }: Pick<CertificatesProps, 'texts' | 'send'>) => (
  <Button kind="secondary" press={() => send({ type: 'certificates-opened' })}>
    {texts('check_again')}
  </Button>
)

const All = ({ snapshot, texts, send }: CertificatesProps & { snapshot: Snapshot }) => {
  const { holdings, renewal, now } = snapshot
  const { state, error, stores, outcome, work } = holdings
  const blocked = isInHand(holdings, renewal)
  const reports = useReports()
  return (
    <>
      <Heading>{texts('title_certificates')}</Heading>
      {outcome && <OutcomeBanner outcome={outcome} now={now} texts={texts} send={send} />}
      <WorkNotice work={work} renewal={renewal} texts={texts} />
      {error && <Trouble error={error} now={now} texts={texts} />}
      {state === 'looking' && stores.length === 0 && <Busy>{texts('certificates_looking')}</Busy>}
      {state === 'known' && !error && stores.length === 0 && <p>{texts('certificates_no_store')}</p>}
      {stores.map((store) => (
        <StoreSection
          key={store.uri}
          store={store}
          holdings={holdings}
          blocked={blocked}
          now={now}
          texts={texts}
          send={send}
        />
      ))}
      <ReportFiles reports={reports} texts={texts} />
      {stores.length > 0 && <ImportFile holdings={holdings} blocked={blocked} texts={texts} send={send} />}
      <LookAgain texts={texts} send={send} />
    </>
  )
}

/** Every certificate of every store, and what can be done with it. It draws the snapshot and owns no truth, like the popup. */
export const Certificates = ({ snapshot, texts, send }: CertificatesProps) => {
  const other = texts.language === 'ja' ? 'en' : 'ja'
  return (
    <>
      <header class="header tab-header">
        <p class="header-title">{texts('extName')}</p>
        <button type="button" class="link" lang={other} onClick={() => send({ type: 'language', language: other })}>
          {texts('other_language')}
        </button>
      </header>
      <main class="tab-page">
        {snapshot && snapshot.holdings.state !== 'never' ? (
          <All snapshot={snapshot} texts={texts} send={send} />
        ) : (
          <Opening texts={texts} />
        )}
      </main>
    </>
  )
}
