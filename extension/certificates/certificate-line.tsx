import { serialNumberText } from '../../src/certificate/certificate.ts'
import type { Entry, Place } from '../../src/status/entry.ts'
import type { CertificateRow } from '../../src/status/report.ts'
import type { ReportStore } from '../../src/status/report-store.ts'
import { visibleText } from '../../src/text/visible-text.ts'
import { longDate } from '../ui/dates.ts'
import type { Texts } from '../ui/texts.ts'
import { addressOf } from './chosen.ts'
import { COLUMNS } from './list-head.tsx'
import { RevokedLabel, StateLabel } from './state-label.tsx'
import { STORE_KINDS } from './store-kind.ts'

/** One certificate in the list: the cells that stand below the columns of `list-head.tsx`. */

/** Of whom: as the bank prints its IDs, else as the certificate says. */
const Holder = ({ row, texts }: { row: CertificateRow; texts: Texts }) => {
  const { corporateId, userId, role, name, sha256 } = row
  const [user, roleName] = [userId ?? '', role?.name[texts.language] ?? '']
  return (
    <a class="holder" href={addressOf(sha256)}>
      <bdi class="part strong">{visibleText(corporateId ?? name)}</bdi>
      {(user || roleName) && (
        <bdi class="part quiet">
          {user && roleName ? texts('due_holder', { name: user, role: roleName }) : visibleText(user || roleName)}
        </bdi>
      )}
    </a>
  )
}

const daysWords = ({ daysLeft, state }: CertificateRow, texts: Texts): string => {
  if (daysLeft > 1) return texts('certificates_list_days', { days: String(daysLeft) })
  if (daysLeft === 1) return texts('certificates_list_day')
  if (daysLeft === 0) return texts(state === 'expired' ? 'certificates_list_ago_today' : 'certificates_list_today')
  return daysLeft === -1
    ? texts('certificates_list_ago_day')
    : texts('certificates_list_ago', { days: String(-daysLeft) })
}

/** `専用USB`, and the computer's name where it is another one. */
const whereWords = ({ store: { kind }, computer }: Place, texts: Texts): string => {
  const where = texts(STORE_KINDS[kind])
  return computer === null ? where : texts('certificates_list_on', { store: where, computer })
}

/** Names that are the same in every language. */
const KEEPERS: Record<Exclude<ReportStore['keeper'], 'token'>, string> = {
  'nss-firefox': 'Firefox',
  'nss-chromium': 'Chromium',
  windows: 'Windows',
  macos: 'macOS',
}

/** What is printed on a token, or who looks into the computer's store. */
const storeWords = ({ keeper, label, serialTail }: ReportStore, texts: Texts): string =>
  keeper === 'token' ? texts('store_name', { label: label.trim(), tail: serialTail.trim() }) : KEEPERS[keeper]

const Places = ({ places, texts }: { places: readonly Place[]; texts: Texts }) => {
  const [first] = places
  if (!first) return null
  const more = String(places.length - 1)
  return (
    <>
      <span class="part">
        <bdi>{whereWords(first, texts)}</bdi>
        {places.length > 1 && <> {texts('certificates_list_more_places', { count: more })}</>}
      </span>
      <span class="part quiet">
        {first.stale && <>{texts('certificates_list_stale')} </>}
        <bdi>{storeWords(first.store, texts)}</bdi>
      </span>
    </>
  )
}

interface CertificateLineProps {
  readonly entry: Entry
  /** Its CA has taken it back. */
  readonly revoked: boolean
  readonly texts: Texts
}

/** Cells in the order of `SORT_KEYS`. Where the window is too narrow for columns, a cell brings the name of its own. */
export const CertificateLine = ({ entry: { row, places }, revoked, texts }: CertificateLineProps) => (
  <>
    <th scope="row">
      <Holder row={row} texts={texts} />
    </th>
    <td>
      <StateLabel state={row.state} texts={texts} />
      {revoked && <RevokedLabel texts={texts} />}
    </td>
    <td data-column={texts(COLUMNS.end)}>
      <span class="part">{longDate(row.lastDay, texts)}</span>
      <span class="part quiet">{daysWords(row, texts)}</span>
    </td>
    <td data-column={texts(COLUMNS.bank)}>
      {row.bank && <bdi class="part bank">{visibleText(row.bank.name[texts.language])}</bdi>}
    </td>
    <td data-column={texts(COLUMNS.store)}>
      <Places places={places} texts={texts} />
    </td>
    <td class="more">{longDate(row.renewableFrom, texts)}</td>
    <td class="more">{serialNumberText(row.serialNumber)}</td>
    <td class="more">
      <bdi>{visibleText(row.issuer)}</bdi>
    </td>
  </>
)
