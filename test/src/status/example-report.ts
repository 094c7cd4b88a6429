import type { Knowledge } from '../../../src/reminder/tie.ts'
import { certificateRows, instantText } from '../../../src/status/certificate-rows.ts'
import { pendingRows } from '../../../src/status/pending-rows.ts'
import type { CertificateRow, StatusReport } from '../../../src/status/report.ts'
import type { ReportStore } from '../../../src/status/report-store.ts'
import type { StatusWords } from '../../../src/status/words.ts'
import { at, knowing } from '../reminder/examples.ts'

/** A report as `koshin status` makes it, of whatever is known. */

export const USB: ReportStore = { kind: 'token', keeper: 'token', label: '専用USB', serialTail: '4F21' }
export const NOW = at('2026-11-20')

export const rowsWith = (more: Partial<Knowledge> = {}, now = NOW): CertificateRow[] =>
  certificateRows(knowing(more), () => USB, now)

export const reportWith = (
  known: Partial<Knowledge> = {},
  more: Partial<StatusReport> = {},
  now = NOW,
): StatusReport => ({
  format: 'koshin-status',
  version: 1,
  generatedAt: instantText(now),
  computer: 'pc',
  hostVersion: '0.1.0',
  idsShortened: false,
  certificates: rowsWith(known, now),
  strayKeys: [],
  enrolments: pendingRows(known.enrolments ?? [], now),
  unreadableRecords: 0,
  failedStores: [],
  ...more,
})

export const WORDS: StatusWords = {
  language: 'ja',
  column: (column) => column,
  state: (state) => `状態:${state}`,
  storeKind: (kind) => kind,
}
