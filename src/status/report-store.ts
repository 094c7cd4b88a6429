import type { Store } from '../protocol/schema.ts'
import type { CertificateRow } from './report.ts'

/** A store as reports call it: known to its owner, and of no use to anybody else. */
export type ReportStore = CertificateRow['store']

const TAIL = 4

export const reportStore = ({
  kind,
  keeper,
  label,
  serialNumber,
}: Pick<Store, 'kind' | 'keeper' | 'label' | 'serialNumber'>): ReportStore => ({
  kind,
  keeper,
  label,
  serialTail: serialNumber.slice(-TAIL),
})
