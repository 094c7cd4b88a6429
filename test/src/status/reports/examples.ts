import type { CertificateRow, StatusReport } from '../../../../src/status/report.ts'
import { readReport } from '../../../../src/status/reports/read-report.ts'
import { at } from '../../reminder/examples.ts'
import { NOW, reportWith, rowsWith } from '../example-report.ts'

/** Reports of other computers, as their files carry them. */

export const [ROW] = rowsWith() as [CertificateRow]

export const sha256Of = (number: number): string => number.toString(16).padStart(64, '0')

/** A certificate of its own in a store of its computer. */
export const rowWith = (more: Partial<CertificateRow> = {}): CertificateRow => ({ ...ROW, ...more })

export const textWith = (more: Partial<StatusReport> = {}): string => JSON.stringify(reportWith({}, more))

/** Made at noon in Japan of that day. */
export const opened = (computer: string, day: string, certificates: readonly CertificateRow[] = [ROW], more = {}) => ({
  fileName: `${computer}.json`,
  report: reportWith({}, { computer, certificates: [...certificates], ...more }, at(day)),
})

export const read = (text: string, now = NOW) => readReport(text, now)
