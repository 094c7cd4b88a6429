import { useMemo } from 'preact/hooks'
import type { Holdings } from '../../src/renewal/holdings.ts'
import type { Snapshot } from '../../src/renewal/snapshot.ts'
import { isFiltering } from '../../src/status/list/filter.ts'
import { Button } from '../ui/button.tsx'
import type { Send } from '../ui/connection.ts'
import { Busy } from '../ui/progress.tsx'
import type { Texts } from '../ui/texts.ts'
import type { Blocked } from './at-work.tsx'
import { CertificateList } from './certificate-list.tsx'
import { ImportFile } from './import-file.tsx'
import type { List } from './list-view.ts'
import { Pending } from './pending.tsx'
import { ReportFiles } from './report-files.tsx'
import { Stores } from './stores.tsx'
import type { Reports } from './use-reports.ts'

/** Most people have one certificate or a few: what helps to find one among many would only be in their way. */
const FEW = 10

const isMany = ({ all, view }: List): boolean => all.length > FEW || isFiltering(view.filter)

/** SHA-256 of those that are known to have been revoked. */
const revokedAmong = ({ revocations }: Holdings): ReadonlySet<string> =>
  new Set(Object.keys(revocations).filter((sha256) => revocations[sha256]?.state === 'revoked'))

interface OverviewProps {
  readonly snapshot: Snapshot
  readonly list: List
  readonly reports: Reports
  /** SHA-256 of the certificate whose details have just been read; null: none. */
  readonly focusOn: string | null
  readonly blocked: Blocked
  readonly texts: Texts
  readonly send: Send
}

/** What to read where there is no certificate. */
const None = ({ snapshot: { holdings }, texts }: Pick<OverviewProps, 'snapshot' | 'texts'>) => {
  const { state, error, stores } = holdings
  if (state === 'looking') return <Busy>{texts('certificates_looking')}</Busy>
  if (error) return null
  return <p>{texts(stores.length === 0 ? 'certificates_no_store' : 'certificates_list_empty')}</p>
}

/** Everything at a glance. */
export const Overview = ({ snapshot, list, reports, focusOn, blocked, texts, send }: OverviewProps) => {
  const { holdings, now } = snapshot
  const { stores } = holdings
  const revoked = useMemo(() => revokedAmong(holdings), [holdings])
  const parts = { holdings, blocked, now, texts, send }
  return (
    <>
      <Pending {...parts} />
      {list.all.length > 0 ? (
        <CertificateList
          list={list}
          isMany={isMany(list)}
          focusOn={focusOn}
          revoked={revoked}
          now={now}
          texts={texts}
        />
      ) : (
        <None snapshot={snapshot} texts={texts} />
      )}
      <Stores {...parts} />
      {stores.length > 0 && <ImportFile holdings={holdings} blocked={blocked} texts={texts} send={send} />}
      <ReportFiles reports={reports} texts={texts} />
      <Button kind="secondary" press={() => send({ type: 'certificates-opened' })}>
        {texts('check_again')}
      </Button>
    </>
  )
}
