import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { visibleJson } from '../src/text/visible-json.ts'
import { placesHere } from './places.ts'

/** A small log for the help desk: what was asked, how it ended, how long it took. Never what was in a message. */

const MOST_BYTES = 256 * 1024
const MOST_TEXT = 2000

export type LogDetails = Readonly<Record<string, string | number | boolean | null | undefined>>

/** Removes the home folder's name and anything long enough to be a key, a certificate or a message. */
export const redact = (text: string, home: string): string =>
  text
    .replaceAll(home, '~')
    .replace(/[A-Za-z0-9+=_%]{33,}/g, '[…]')
    .slice(0, MOST_TEXT)

const redacted = (details: LogDetails, home: string): LogDetails =>
  Object.fromEntries(
    Object.entries(details).map(([key, value]) => [key, typeof value === 'string' ? redact(value, home) : value]),
  )

const rotate = (file: string): void => {
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > MOST_BYTES) renameSync(file, `${file}.1`)
}

/** Adds one line of JSON, whatever it is told. A log that cannot be written stops nobody. */
export const log = (event: string, details: LogDetails = {}): void => {
  const line = visibleJson({
    time: new Date().toISOString(),
    pid: process.pid,
    event,
    ...redacted(details, homedir()),
  })
  try {
    const { state } = placesHere()
    mkdirSync(state, { recursive: true, mode: 0o700 })
    const file = join(state, 'koshin.log')
    rotate(file)
    appendFileSync(file, `${line}\n`, { mode: 0o600 })
  } catch {
    // Nowhere to tell: stdout belongs to the protocol, and nobody reads a host's stderr.
  }
}

/** A foreign error, for the log only: its kind, message and stack, redacted. */
export const logError = (event: string, error: unknown): void =>
  log(event, error instanceof Error ? { error: error.name, stack: error.stack } : { error: String(error) })
