import { visibleText } from '../text/visible-text.ts'
import type { CertificateRow, StatusReport } from './report.ts'

/**
 * A report as metrics, in the text that both OpenMetrics 1.0 and the Prometheus text format 0.0.4 read in the same way: node
 * exporter's textfile collector takes the second. So everything is a gauge, there are no timestamps, no word in HELP needs an escape,
 * and `# UNIT` and `# EOF`, which OpenMetrics wants, are comments to Prometheus.
 */

type Labels = Readonly<Record<string, string>>

interface Sample {
  readonly labels: Labels
  readonly value: number
}

interface Family {
  readonly name: string
  readonly unit?: 'seconds'
  readonly help: string
  readonly samples: readonly Sample[]
}

/** The digits of a certificate's SHA-256 that are enough to tell certificates apart. */
const DIGITS = 12

const escaped = (value: string): string =>
  visibleText(value).replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')

const labelsText = (labels: Labels): string => {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`)
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}

const familyText = ({ name, unit, help, samples }: Family): string => {
  // Two samples with the same labels would spoil the whole file.
  const lines = new Map(samples.map(({ labels, value }) => [`${name}${labelsText(labels)}`, value]))
  return [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} gauge`,
    ...(unit ? [`# UNIT ${name} ${unit}`] : []),
    ...[...lines].map(([series, value]) => `${series} ${value}`),
  ].join('\n')
}

const labelsOf = (row: CertificateRow): Labels => ({
  bank: row.bank?.id ?? '',
  store: row.store.kind,
  store_serial: row.store.serialTail,
  role: row.role?.id ?? '',
  id: row.name,
  certificate: row.sha256.slice(0, DIGITS),
})

const secondsOf = (instant: string): number => Date.parse(instant) / 1000

const ofCertificates = ({ certificates }: StatusReport): Family[] => {
  const each = (measure: (row: CertificateRow) => number, more: (row: CertificateRow) => Labels = () => ({})) =>
    certificates.map((row) => ({ labels: { ...labelsOf(row), ...more(row) }, value: measure(row) }))
  return [
    {
      name: 'koshin_certificate_start_timestamp_seconds',
      unit: 'seconds',
      help: 'When the certificate began to be valid, since the epoch.',
      samples: each(({ notBefore }) => secondsOf(notBefore)),
    },
    {
      name: 'koshin_certificate_end_timestamp_seconds',
      unit: 'seconds',
      help: 'When the certificate is over, by the hour of its bank where that is known, since the epoch.',
      samples: each(({ end }) => secondsOf(end)),
    },
    {
      name: 'koshin_certificate_needs_renewal',
      help: '1 where somebody has to renew the certificate sooner or later, 0 where a later one has taken its place.',
      samples: each((row) => Number(row.needsRenewal)),
    },
    {
      name: 'koshin_certificate_state',
      help: '1 for the state that the certificate was in when the report was made.',
      samples: each(
        () => 1,
        ({ state }) => ({ state }),
      ),
    },
  ]
}

const counted = (name: string, help: string, value: number): Family => ({
  name,
  help,
  samples: [{ labels: {}, value }],
})

const ofComputer = (report: StatusReport): Family[] => {
  const { enrolments, strayKeys } = report
  return [
    {
      name: 'koshin_host_info',
      help: 'The version of Koshin on this computer.',
      samples: [{ labels: { version: report.hostVersion }, value: 1 }],
    },
    {
      name: 'koshin_report_timestamp_seconds',
      unit: 'seconds',
      help: 'When a report was made successfully for the last time, since the epoch.',
      samples: [{ labels: {}, value: secondsOf(report.generatedAt) }],
    },
    counted('koshin_report_failed_stores', 'Drivers and stores that could not be read.', report.failedStores.length),
    counted('koshin_enrolments_pending', 'Renewals that are under way.', enrolments.length),
    counted(
      'koshin_enrolments_stuck',
      'Renewals of which nothing has become for a day.',
      enrolments.filter(({ stuck }) => stuck).length,
    ),
    counted('koshin_enrolments_unreadable', 'Records of renewals that cannot be read.', report.unreadableRecords),
    counted(
      'koshin_keys_without_certificate',
      'Keys that Koshin has made, of which nothing else is known.',
      strayKeys.reduce((sum, { count }) => sum + count, 0),
    ),
  ]
}

/** The text of a .prom file. */
export const openMetricsText = (report: StatusReport): string =>
  `${[...ofComputer(report), ...ofCertificates(report)].map(familyText).join('\n')}\n# EOF\n`
