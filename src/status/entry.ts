import type { CertificateRow } from './report.ts'
import type { ReportStore } from './report-store.ts'

/** A line of the status page: one certificate, wherever it lies. */

/** Where a certificate lies. */
export interface Place {
  /** Network name of the computer; null: this one. */
  readonly computer: string | null
  readonly store: ReportStore
  readonly key: CertificateRow['key']
  /** PKCS#11 URI on this computer, by which something can be done with it (see Holdings); null: on another one. */
  readonly uri: string | null
  /** ISO 8601, UTC: when it was seen there. */
  readonly seenAt: string
  /** The report that says so is older than it should be: it may be otherwise by now. */
  readonly stale: boolean
}

export interface Entry {
  /** What the newest look says of it, as of now. Its `store` and `key` are those of the first place. */
  readonly row: CertificateRow
  /** At least one; this computer before others, the newest look before older ones. */
  readonly places: readonly Place[]
}
