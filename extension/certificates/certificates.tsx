import { useEffect, useState } from 'preact/hooks'
import type { Snapshot } from '../../src/renewal/snapshot.ts'
import { entriesHere } from '../../src/status/entries-here.ts'
import { Button } from '../ui/button.tsx'
import type { Send } from '../ui/connection.ts'
import { Heading } from '../ui/heading.tsx'
import { holderName } from '../ui/names.ts'
import { Busy, Opening } from '../ui/progress.tsx'
import type { Texts } from '../ui/texts.ts'
import { isInHand, WorkNotice } from './at-work.tsx'
import { Details } from './details.tsx'
import { ImportFile } from './import-file.tsx'
import { OutcomeBanner, Trouble } from './outcome.tsx'
import { Pending } from './pending.tsx'
import { Stores } from './stores.tsx'

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

const inAddress = (): string => location.hash.slice(1)

/** The certificate that the address names by its SHA-256. */
const useChosen = (): string => {
  const [chosen, setChosen] = useState(inAddress)
  useEffect(() => {
    const look = () => setChosen(inAddress())
    addEventListener('hashchange', look)
    return () => removeEventListener('hashchange', look)
  }, [])
  return chosen
}

const All = ({ snapshot, texts, send }: CertificatesProps & { snapshot: Snapshot }) => {
  const { holdings, renewal, now } = snapshot
  const { state, error, stores, outcome, work } = holdings
  const blocked = isInHand(holdings, renewal)
  const sha256 = useChosen()
  const entries = entriesHere(holdings, now)
  const chosen = entries.find(({ row }) => row.sha256 === sha256)
  const parts = { holdings, blocked, now, texts, send }
  return (
    <>
      <Heading>{texts('title_certificates')}</Heading>
      {outcome && <OutcomeBanner outcome={outcome} now={now} texts={texts} send={send} />}
      <WorkNotice work={work} renewal={renewal} texts={texts} />
      {error && <Trouble error={error} now={now} texts={texts} />}
      {chosen ? (
        <Details key={sha256} entry={chosen} back={() => history.back()} {...parts} />
      ) : (
        <>
          {state === 'looking' && stores.length === 0 && <Busy>{texts('certificates_looking')}</Busy>}
          {state === 'known' && !error && stores.length === 0 && <p>{texts('certificates_no_store')}</p>}
          <Pending {...parts} />
          <ul class="plain-list">
            {entries.map(({ row }) => (
              <li key={row.sha256}>
                <a href={`#${row.sha256}`}>{holderName(row, texts)}</a>
              </li>
            ))}
          </ul>
          <Stores {...parts} />
          {stores.length > 0 && <ImportFile holdings={holdings} blocked={blocked} texts={texts} send={send} />}
          <LookAgain texts={texts} send={send} />
        </>
      )}
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
