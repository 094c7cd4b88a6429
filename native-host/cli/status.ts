import { type ErrorCode, KoshinError } from '../../src/protocol/errors.ts'
import { calendarFile } from '../../src/status/calendar-file.ts'
import { csvText } from '../../src/status/csv.ts'
import { openMetricsText } from '../../src/status/openmetrics.ts'
import type { StatusReport } from '../../src/status/report.ts'
import { withShortIds } from '../../src/status/shortened.ts'
import { tableLines } from '../../src/status/table.ts'
import { type Verdict, verdictOf } from '../../src/status/verdict.ts'
import { visibleJson } from '../../src/text/visible-json.ts'
import { visibleText } from '../../src/text/visible-text.ts'
import { readConfig } from '../config.ts'
import { sourcesNaming, storeSources } from '../os-store/sources.ts'
import { Drivers } from '../pkcs11/drivers.ts'
import { placesHere } from '../places.ts'
import type { Say } from '../sentences.ts'
import type { Asked } from '../status/asked.ts'
import { putFile } from '../status/put-file.ts'
import { calendarWords, statusWords } from '../status/words.ts'
import type { Arguments } from './arguments.ts'

/** `koshin status`: every certificate of this computer, for people, spreadsheets, calendars, programs and monitoring. */

/** 0 to 2 are the answer; above them no answer could be given, by the codes of sysexits.h. */
const EXIT: Readonly<Record<Verdict, number>> = { fine: 0, due: 1, expired: 2, incomplete: 69 }
const EXIT_UNAVAILABLE = 69
const EXIT_CANNOT_CREATE = 73

type Speaking = Pick<Arguments, 'language'>

/** What stands below the table: what is not a certificate, and what to do. */
const notes = ({ certificates, enrolments, strayKeys, unreadableRecords }: StatusReport, say: Say): string[] => [
  ...(certificates.length === 0 ? [say('status.none')] : []),
  ...enrolments.map(({ subject, storeName, state, stuck }) =>
    say(stuck ? 'status.stuck' : 'status.enrolment', { subject, storeName, todo: say(`status.pending.${state}`) }),
  ),
  ...strayKeys.map(({ store, count }) => say('status.strayKeys', { store: store.label, count })),
  ...(unreadableRecords > 0 ? [say('doctor.journalDamaged', { count: unreadableRecords })] : []),
]

const textOf = (report: StatusReport, format: Asked['format'], language: Speaking['language'], say: Say): string => {
  const words = statusWords(language, say)
  switch (format) {
    case 'json':
      return `${visibleJson(report, 2)}\n`
    case 'csv':
      return csvText(report, words)
    case 'ics':
      return calendarFile(report, (row) => calendarWords(row, words, say), Date.parse(report.generatedAt))
    case 'openmetrics':
      return openMetricsText(report)
    case 'table':
      return [...tableLines(report, words), ...notes(report, say)].map((line) => `${line}\n`).join('')
  }
}

/** Told beside the report, so that no program takes it for a part of it. */
const tellFailures = ({ failedStores }: StatusReport, say: Say): void => {
  for (const { name, reason } of failedStores) console.error(say('status.failed', { store: name, reason }))
}

/** @returns could it be put where it was wanted? */
const put = (text: string, output: string | null, say: Say): boolean => {
  if (output === null) {
    process.stdout.write(text)
    return true
  }
  try {
    putFile(output, text)
    return true
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    console.error(say('status.unwritable', { file: visibleText(output), reason }))
    return false
  }
}

/** The stores' programs start while that is loaded which reads certificates: each takes as long as the other. */
const look = async ({ store: query }: Asked): Promise<StatusReport> => {
  const { state, config } = placesHere()
  const sources = storeSources(readConfig(config), null)
  const opening = Drivers.open(query === null ? sources : sourcesNaming(sources, query))
  const { takeReport } = await import('../status/take-report.ts')
  const drivers = await opening
  try {
    return await takeReport({ drivers, query, state, now: Date.now() })
  } finally {
    await drivers.end()
  }
}

const unavailable = (code: ErrorCode, say: Say): number => {
  console.error(say('status.unavailable', { reason: code }))
  return EXIT_UNAVAILABLE
}

/** @returns the exit code: 0 fine, 1 due within the given days, 2 expired; 69 a store could not be read, 73 no file */
export const status = async (asked: Asked, { language }: Speaking, say: Say): Promise<number> => {
  try {
    const report = await look(asked)
    const shown = asked.shortIds ? withShortIds(report) : report
    tellFailures(report, say)
    const isPut = put(textOf(shown, asked.format, language, say), asked.output, say)
    return isPut ? EXIT[verdictOf(report, asked.within)] : EXIT_CANNOT_CREATE
  } catch (error) {
    if (error instanceof KoshinError) return unavailable(error.code, say)
    throw error
  }
}
