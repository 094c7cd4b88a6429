import { plainId } from '../../certificate/bank-id.ts'
import type { Entry } from '../entry.ts'
import type { CertificateRow } from '../report.ts'
import type { Listed } from './listed.ts'

/** The list as it is drawn, line by line. A renewal is made for each ID (管理者ID, 利用者ID): that is how it can be grouped. */

export type Line =
  | { readonly kind: 'certificate'; readonly entry: Entry }
  | {
      readonly kind: 'company'
      readonly key: string
      readonly bank: CertificateRow['bank']
      /** null: what a bank has not named. */
      readonly corporateId: string | null
      readonly certificates: number
    }
  | {
      readonly kind: 'holder'
      readonly key: string
      /** null: the one of the company itself. */
      readonly userId: string | null
      readonly role: CertificateRow['role']
      readonly certificates: number
    }

/** Unique in a list. */
export const keyOfLine = (line: Line): string => (line.kind === 'certificate' ? line.entry.row.sha256 : line.key)

const certificateLine = (entry: Entry): Line => ({ kind: 'certificate', entry })

export const plainLines = (listed: readonly Listed[]): Line[] => listed.map(({ entry }) => certificateLine(entry))

/** In the order of their first ones. */
const groupedBy = (entries: readonly Entry[], keyOf: (row: CertificateRow) => string): Map<string, Entry[]> => {
  const groups = new Map<string, Entry[]>()
  for (const entry of entries) {
    const key = keyOf(entry.row)
    const group = groups.get(key)
    if (group) group.push(entry)
    else groups.set(key, [entry])
  }
  return groups
}

/** JSON keeps apart what a separator could not: IDs are texts of strangers. */
const companyKey = ({ bank, corporateId }: CertificateRow): string =>
  JSON.stringify(corporateId === null ? [] : [bank?.id ?? null, plainId(corporateId)])

const holderKey = ({ userId }: CertificateRow): string => JSON.stringify(userId === null ? [] : [plainId(userId)])

const holderLines = (entries: readonly Entry[], company: string): Line[] =>
  [...groupedBy(entries, holderKey)].flatMap(([key, own]) => {
    const { userId = null, role = null } = own[0]?.row ?? {}
    const head: Line = { kind: 'holder', key: `${company} ${key}`, userId, role, certificates: own.length }
    return [head, ...own.map(certificateLine)]
  })

/** A company's line, then its IDs', then their certificates; the order within and among groups is that of the list. */
export const groupedLines = (listed: readonly Listed[]): Line[] =>
  [
    ...groupedBy(
      listed.map(({ entry }) => entry),
      companyKey,
    ),
  ].flatMap(([key, own]) => {
    const { bank = null, corporateId = null } = own[0]?.row ?? {}
    const isNamed = corporateId !== null
    const head: Line = { kind: 'company', key, bank: isNamed ? bank : null, corporateId, certificates: own.length }
    return [head, ...(isNamed ? holderLines(own, key) : own.map(certificateLine))]
  })
