import { serialNumberText } from '../certificate/certificate.ts'
import { dayInJapan } from '../certificate/validity.ts'
import { visibleText } from '../text/visible-text.ts'
import type { CertificateRow } from './report.ts'
import type { ReportStore } from './report-store.ts'
import type { Column, StatusWords } from './words.ts'

/** What stands in a row for people, column by column. Nothing in it is hidden: names come from strangers. */

/** `専用USB 経理 …4F21`: kinds first, since labels repeat. */
const storeText = ({ kind, label, serialTail }: ReportStore, words: StatusWords): string =>
  visibleText([words.storeKind(kind), label, `…${serialTail}`].filter((part) => part !== '').join(' '))

const lastDayText = ({ lastDay, until }: CertificateRow): string => (until === null ? lastDay : `${lastDay} ${until}`)

const textOf = (row: CertificateRow, column: Column, words: StatusWords): string => {
  switch (column) {
    case 'bank':
      return row.bank?.name[words.language] ?? ''
    case 'corporateId':
      return row.corporateId ?? ''
    case 'userId':
      return row.userId ?? ''
    case 'role':
      return row.role?.name[words.language] ?? ''
    case 'name':
      return row.name
    case 'store':
      return storeText(row.store, words)
    case 'serialNumber':
      return serialNumberText(row.serialNumber)
    case 'issuer':
      return row.issuer
    case 'from':
      return dayInJapan(row.notBefore)
    case 'until':
      return lastDayText(row)
    case 'daysLeft':
      return String(row.daysLeft)
    case 'renewableFrom':
      return row.renewableFrom
    case 'state':
      return words.state(row.state)
  }
}

export const cellText = (row: CertificateRow, column: Column, words: StatusWords): string =>
  visibleText(textOf(row, column, words))
