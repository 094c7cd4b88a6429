import * as v from 'valibot'
import { REPORT_FORMAT, REPORT_VERSION, reportSchema, type StatusReport } from '../report.ts'

/**
 * Takes the text of a report apart, or says what is wrong with it. It was written by another computer, has been on a share that
 * others write to, and is believed in nothing.
 */

/** 4 MiB, some 3,500 certificates: no computer has more, and as much is read in less time than anybody notices. */
export const MAX_REPORT_BYTES = 4 * 1024 * 1024

/** Why a text is not taken. */
export type Refusal =
  /** It begins like a report and has no end, or it is empty: it was being written, or its disk was full. */
  | { readonly why: 'cut-off' }
  | { readonly why: 'no-report' }
  /** Of a Koshin that writes them otherwise. */
  | { readonly why: 'newer' | 'older' }
  /** `place`: where, as in `certificates.3.notAfter`; a stranger's words may be in it. */
  | { readonly why: 'wrong-value'; readonly place: string }
  /** ISO 8601, UTC: it says that it was made at a time that is still to come. */
  | { readonly why: 'in-future'; readonly generatedAt: string }

export type ReadReport =
  | { readonly ok: true; readonly report: StatusReport }
  | { readonly ok: false; readonly refusal: Refusal }

/** A clock that is wrong by hours (a time zone, most often) does no harm; by more, no other report would ever be newer. */
const FAST_CLOCK_MS = 24 * 3600 * 1000

const MOST_PLACE = 120

const headSchema = v.looseObject({ format: v.literal(REPORT_FORMAT), version: v.pipe(v.number(), v.integer()) })

const refused = (refusal: Refusal): ReadReport => ({ ok: false, refusal })

const wrongAt = (place: string): Refusal => ({ why: 'wrong-value', place: place.slice(0, MOST_PLACE) })

/** A day or an instant of the right form need not be one: `2026-13-01`. */
const isTime = (text: string): boolean => !Number.isNaN(Date.parse(text))

const TIMES = ['notBefore', 'notAfter', 'lastDay', 'end', 'renewableFrom'] as const

/** The first time of a report that no calendar has; null: there is none. */
const impossibleTime = ({ generatedAt, certificates }: StatusReport): string | null => {
  if (!isTime(generatedAt)) return 'generatedAt'
  for (const [index, row] of certificates.entries()) {
    const wrong = TIMES.find((name) => !isTime(row[name]))
    if (wrong) return `certificates.${index}.${wrong}`
  }
  return null
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const unreadable = (text: string): Refusal => {
  const trimmed = text.trim()
  const hasNoEnd = trimmed === '' || (trimmed.startsWith('{') && !trimmed.endsWith('}'))
  return { why: hasNoEnd ? 'cut-off' : 'no-report' }
}

/** @param now milliseconds since the epoch */
const refusalOf = (report: StatusReport, now: number): Refusal | null => {
  const wrong = impossibleTime(report)
  if (wrong) return wrongAt(wrong)
  const { generatedAt } = report
  return Date.parse(generatedAt) - now > FAST_CLOCK_MS ? { why: 'in-future', generatedAt } : null
}

/** @param now milliseconds since the epoch */
export const readReport = (text: string, now: number): ReadReport => {
  const json = parsed(text)
  if (json === undefined) return refused(unreadable(text))
  const head = v.safeParse(headSchema, json)
  if (!head.success) return refused({ why: 'no-report' })
  const { version } = head.output
  if (version !== REPORT_VERSION) return refused({ why: version > REPORT_VERSION ? 'newer' : 'older' })
  // The first mistake is enough to refuse it, and a file can be made of mistakes.
  const read = v.safeParse(reportSchema, json, { abortEarly: true })
  if (!read.success) return refused(wrongAt(v.getDotPath(read.issues[0]) ?? ''))
  const refusal = refusalOf(read.output, now)
  return refusal ? refused(refusal) : { ok: true, report: read.output }
}
