import type { CertificateRow, StatusReport } from './report.ts'

/**
 * A report for eyes that need not know whose certificates these are. Of an ID its last characters stay, by which its own company
 * knows it again. No digest of it is put beside them: ten digits are tried out in a moment. What tells two apart is the digest of
 * the certificate, which says nothing to anybody who has not got it.
 */

const SHOWN = 4
const CUT = '…'

/** `1234567890` → `…7890`; of a short one, half. */
export const shortId = (id: string): string => {
  const characters = [...id]
  const shown = Math.min(SHOWN, Math.floor(characters.length / 2))
  return shown === 0 ? CUT : `${CUT}${characters.slice(-shown).join('')}`
}

const shortRow = (row: CertificateRow): CertificateRow => ({
  ...row,
  corporateId: row.corporateId && shortId(row.corporateId),
  userId: row.userId && shortId(row.userId),
  // Where it is no bank's ID it is perhaps a person's name.
  name: row.corporateId === null ? CUT : shortId(row.name),
})

export const withShortIds = (report: StatusReport): StatusReport => ({
  ...report,
  idsShortened: true,
  certificates: report.certificates.map(shortRow),
  enrolments: report.enrolments.map((one) => ({ ...one, subject: shortId(one.subject) })),
})
