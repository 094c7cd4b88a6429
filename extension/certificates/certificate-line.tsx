import { serialNumberText } from '../../src/certificate/certificate.ts'
import type { Entry, Place } from '../../src/status/entry.ts'
import type { CertificateRow } from '../../src/status/report.ts'
import { visibleText } from '../../src/text/visible-text.ts'
import { longDate } from '../ui/dates.ts'
import { placeOf } from '../ui/names.ts'
import type { Texts } from '../ui/texts.ts'
import { addressOf } from './chosen.ts'
import { RevokedLabel, StateLabel } from './state-label.tsx'

/** One certificate in the list: the cells that stand below the columns of `list-head.tsx`. */

/** Of whom: as the bank prints its IDs, else as the certificate says. */
const Holder = ({ row, texts }: { row: CertificateRow; texts: Texts }) => {
  const { corporateId, userId, role, name, sha256 } = row
  const user = userId === null ? null : texts('certificates_list_user', { id: userId })
  const roleName = role && visibleText(role.name[texts.language])
  return (
    <a class="holder" href={addressOf(sha256)}>
      <bdi class="part strong">{visibleText(corporateId ?? name)}</bdi>
      {(user || roleName) && (
        <bdi class="part quiet">
          {user && roleName ? texts('due_holder', { name: user, role: roleName }) : user || roleName}
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

const storeWords = ({ store: { kind, label, serialTail }, computer }: Place, texts: Texts): string => {
  const where = texts(placeOf(kind))
  const store = label.trim() === '' && serialTail === '' ? where : `${where} ${label.trim()} …${serialTail}`
  return computer === null ? visibleText(store) : texts('certificates_list_on', { store, computer })
}

const Places = ({ places, texts }: { places: readonly Place[]; texts: Texts }) => {
  const [first] = places
  const notes = [
    ...(places.length > 1 ? [texts('certificates_list_more_places', { count: String(places.length - 1) })] : []),
    ...(first?.stale ? [texts('certificates_list_stale')] : []),
  ]
  return (
    <>
      <bdi class="part">{first && storeWords(first, texts)}</bdi>
      {notes.length > 0 && <span class="part quiet">{notes.join(' ')}</span>}
    </>
  )
}

interface CertificateLineProps {
  readonly entry: Entry
  /** Its CA has taken it back. */
  readonly revoked: boolean
  readonly texts: Texts
}

/** Cells in the order of `SORT_KEYS`. */
export const CertificateLine = ({ entry: { row, places }, revoked, texts }: CertificateLineProps) => (
  <>
    <th scope="row">
      <Holder row={row} texts={texts} />
    </th>
    <td>
      <StateLabel state={row.state} texts={texts} />
      {revoked && <RevokedLabel texts={texts} />}
    </td>
    <td>
      <span class="part">{longDate(row.lastDay, texts)}</span>
      <span class="part quiet">{daysWords(row, texts)}</span>
    </td>
    <td>
      <bdi class="part">{row.bank && visibleText(row.bank.name[texts.language])}</bdi>
    </td>
    <td>
      <Places places={places} texts={texts} />
    </td>
    <td class="more">{longDate(row.renewableFrom, texts)}</td>
    <td class="more">{serialNumberText(row.serialNumber)}</td>
    <td class="more">
      <bdi>{visibleText(row.issuer)}</bdi>
    </td>
  </>
)
