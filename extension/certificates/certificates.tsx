import { useMemo } from 'preact/hooks'
import type { Snapshot } from '../../src/renewal/snapshot.ts'
import { joinedEntries } from '../../src/status/joined-entries.ts'
import type { Send } from '../ui/connection.ts'
import { Heading } from '../ui/heading.tsx'
import { Opening } from '../ui/progress.tsx'
import type { Texts } from '../ui/texts.ts'
import { isInHand, WorkNotice } from './at-work.tsx'
import { useChosen } from './chosen.ts'
import { Details } from './details.tsx'
import { useList } from './list-view.ts'
import { OutcomeBanner, Trouble } from './outcome.tsx'
import { Overview } from './overview.tsx'
import { useReports } from './use-reports.ts'

interface CertificatesProps {
  /** null: the background has not written one yet. */
  readonly snapshot: Snapshot | null
  readonly texts: Texts
  readonly send: Send
}

type KnownProps = CertificatesProps & { readonly snapshot: Snapshot }

/** What has happened, and what is happening: over the list and over details. */
const Notices = ({ snapshot: { holdings, renewal, now }, texts, send }: KnownProps) => {
  const { outcome, work, error } = holdings
  return (
    <>
      {outcome && <OutcomeBanner outcome={outcome} now={now} texts={texts} send={send} />}
      <WorkNotice work={work} renewal={renewal} texts={texts} />
      {error && <Trouble error={error} now={now} texts={texts} />}
    </>
  )
}

const All = ({ snapshot, texts, send }: KnownProps) => {
  const { holdings, renewal, now } = snapshot
  const blocked = isInHand(holdings, renewal)
  const { chosen, before, back } = useChosen()
  const reports = useReports()
  const { opened } = reports
  const entries = useMemo(() => joinedEntries(holdings, opened, now), [holdings, opened, now])
  const list = useList(entries, now, texts.language)
  // One that has been removed meanwhile has no details any more.
  const entry = entries.find(({ row }) => row.sha256 === chosen)
  return (
    <main class={!entry && list.all.length > 0 ? 'tab-page wide-page' : 'tab-page'}>
      <Heading>{texts('title_certificates')}</Heading>
      <Notices snapshot={snapshot} texts={texts} send={send} />
      {entry ? (
        <Details
          key={entry.row.sha256}
          entry={entry}
          holdings={holdings}
          blocked={blocked}
          now={now}
          texts={texts}
          send={send}
          back={back}
        />
      ) : (
        <Overview
          snapshot={snapshot}
          list={list}
          reports={reports}
          focusOn={before}
          blocked={blocked}
          texts={texts}
          send={send}
        />
      )}
    </main>
  )
}

/**
 * The status page: every certificate, what is under way, and the details of one. It draws the snapshot and owns no truth, like the
 * popup; what it keeps is how the user looks at it.
 */
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
      {snapshot && snapshot.holdings.state !== 'never' ? (
        <All snapshot={snapshot} texts={texts} send={send} />
      ) : (
        <main class="tab-page">
          <Opening texts={texts} />
        </main>
      )}
    </>
  )
}
