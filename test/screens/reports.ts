import { NO_REPORTS, type Reports } from '../../extension/certificates/use-reports.ts'
import type { CertificateRow, StatusReport } from '../../src/status/report.ts'
import type { OpenedReport } from '../../src/status/reports/opened-report.ts'
import { HOLDINGS } from './holdings.ts'
import { bank, NOW } from './things.ts'

/** Examples for the part of the page of certificates that opens reports of other computers. */

const rows: readonly CertificateRow[] = (HOLDINGS.certificates?.certificates ?? []).map(({ row }) => row)

const report = (computer: string, generatedAt: string, more: Partial<StatusReport> = {}): OpenedReport => ({
  fileName: `${computer}.json`,
  report: {
    format: 'koshin-status',
    version: 1,
    generatedAt,
    computer,
    hostVersion: '0.1.0',
    idsShortened: false,
    certificates: rows.slice(0, 2),
    strayKeys: [],
    enrolments: [],
    unreadableRecords: 0,
    failedStores: [],
    ...more,
  },
})

const underWay: StatusReport['enrolments'][number] = {
  id: '0123456789abcdef0123456789abcdef',
  bank: bank.id,
  subject: '1234567890 0000000003',
  storeName: '専用USB（練習） …4F21',
  state: 'requested',
  createdAt: '2026-11-18T02:10:00Z',
  updatedAt: '2026-11-18T02:12:00Z',
  stuck: true,
}

const opened = [
  report('KEIRI-01', '2026-11-20T02:05:00Z'),
  report('KEIRI-02', '2026-11-03T00:05:00Z'),
  report('SOUMU-PC', '2026-11-20T01:05:00Z', {
    enrolments: [underWay],
    unreadableRecords: 1,
    strayKeys: [{ store: { kind: 'token', keeper: 'token', label: '専用USB', serialTail: '4F21' }, count: 1 }],
    failedStores: [{ name: 'eTPKCS11.dll', reason: 'module-crashed' }],
  }),
]

const reports = (more: Partial<Reports>): Reports => ({
  ...NO_REPORTS,
  openedAt: NOW,
  open: () => {},
  close: () => {},
  ...more,
})

/** By the name of the screen. */
export const REPORTS_SCREENS: Readonly<Record<string, Reports>> = {
  'reports-reading': reports({ reading: { done: 120, total: 200 } }),
  'reports-empty': reports({ isEmpty: true }),
  'reports-opened': reports({ opened, older: 1 }),
  'reports-refused': reports({
    opened: opened.slice(0, 1),
    refused: [
      { fileName: 'KEIRI-04.json', refusal: { why: 'cut-off' } },
      { fileName: 'KEIRI-05.json', refusal: { why: 'newer' } },
      { fileName: 'KEIRI-06.json', refusal: { why: 'older' } },
      { fileName: 'KEIRI-07.json', refusal: { why: 'wrong-value', place: 'certificates.3.notAfter' } },
      { fileName: 'KEIRI-08.json', refusal: { why: 'in-future', generatedAt: '2027-01-05T00:00:00Z' } },
      { fileName: '売上.json', refusal: { why: 'no-report' } },
      { fileName: 'backup.json', refusal: { why: 'too-large' } },
      { fileName: 'KEIRI-09.json', refusal: { why: 'unreadable' } },
      { fileName: 'KEIRI-10.json', refusal: { why: 'not-text' } },
      { fileName: 'KEIRI-11.json', refusal: { why: 'too-many' } },
    ],
  }),
}
