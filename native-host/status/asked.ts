import { KoshinError } from '../../src/protocol/errors.ts'
import { readTokenUri, type TokenQuery } from '../pkcs11/names.ts'

/** What can be asked of `koshin status`. */

const FORMATS = ['table', 'json', 'csv', 'ics', 'openmetrics'] as const
type Format = (typeof FORMATS)[number]

export interface Asked {
  readonly format: Format
  /** null: all stores. */
  readonly store: TokenQuery | null
  /** Days. */
  readonly within: number
  /** Absolute path; null: standard output. */
  readonly output: string | null
  readonly shortIds: boolean
}

/** A value that an option does not take: `--format xml`. */
export class Untakeable extends Error {}

interface Typed {
  readonly format?: string | undefined
  readonly store?: string | undefined
  readonly within?: string | undefined
  readonly output?: string | undefined
  readonly 'short-ids'?: boolean | undefined
  readonly 'full-ids'?: boolean | undefined
}

const USUAL_WITHIN = 30

const readFormat = (typed: string): Format => {
  const format = FORMATS.find((one) => one === typed)
  if (format === undefined) throw new Untakeable(`--format ${typed}`)
  return format
}

/** `30d` or `30`. */
const readDays = (typed: string): number => {
  const days = /^(\d{1,4})d?$/.exec(typed)?.[1]
  if (days === undefined) throw new Untakeable(`--within ${typed}`)
  return Number(days)
}

const readStore = (typed: string): TokenQuery => {
  try {
    return readTokenUri(typed)
  } catch (error) {
    throw error instanceof KoshinError ? new Untakeable(`--store ${typed}`) : error
  }
}

/**
 * Metrics are seen by many: in them IDs are shortened unless asked otherwise, elsewhere they are not.
 * @param absolute makes a path absolute
 * @throws Untakeable
 */
export const readAsked = (typed: Typed, absolute: (path: string) => string): Asked => {
  if (typed['short-ids'] && typed['full-ids']) throw new Untakeable('--short-ids --full-ids')
  const format = readFormat(typed.format ?? 'table')
  const isShort = typed['short-ids'] ?? (format === 'openmetrics' && !typed['full-ids'])
  return {
    format,
    store: typed.store === undefined ? null : readStore(typed.store),
    within: typed.within === undefined ? USUAL_WITHIN : readDays(typed.within),
    output: typed.output === undefined ? null : absolute(typed.output),
    shortIds: isShort,
  }
}
