import { createHash } from 'node:crypto'
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { KoshinError } from '../../src/protocol/errors.ts'
import { writeDurably } from '../journal/durable-file.ts'
import { log } from '../log.ts'
import { driverDigest, driverIdentity } from './driver-identity.ts'

/**
 * How often a driver has crashed or hung of late, over all hosts of this user: one file a driver, a line a crash. A
 * driver that has failed twice in ten minutes is left alone until they are over, or its file is another (an update).
 */

const MOST = 2
const WINDOW_MS = 10 * 60_000

const crashSchema = v.object({ at: v.number(), sha256: v.string(), version: v.string() })
type Crash = v.InferOutput<typeof crashSchema>

const crashFile = (stateFolder: string, path: string): string =>
  join(stateFolder, 'driver-crashes', createHash('sha256').update(path).digest('hex').slice(0, 32))

const parse = (line: string): Crash[] => {
  try {
    const result = v.safeParse(crashSchema, JSON.parse(line))
    return result.success ? [result.output] : []
  } catch {
    return [] // A line that is cut off or damaged is no crash.
  }
}

const recent = (file: string, now: number): Crash[] => {
  if (!existsSync(file)) return []
  const crashes = readFileSync(file, 'utf8').split('\n').flatMap(parse)
  // Either way: a clock that was set back must not lock a driver out for longer.
  return crashes.filter(({ at }) => Math.abs(now - at) < WINDOW_MS)
}

/**
 * Lines are added whole, so hosts need no lock; where nothing of late is in it the file begins anew, and does not grow.
 * That it cannot be written (a full disk) must not hide the crash itself.
 * @param version as the driver says, or of its file
 */
export const recordCrash = (stateFolder: string, path: string, version: string, now: number): void => {
  const line = `${JSON.stringify({ at: now, sha256: driverDigest(path), version } satisfies Crash)}\n`
  const file = crashFile(stateFolder, path)
  try {
    if (recent(file, now).length === 0) writeDurably(file, line)
    else appendFileSync(file, line, { mode: 0o600, flush: true })
  } catch {
    log('crash could not be written down')
  }
}

/** What is wrong with loading this driver now, or null. */
export const unstable = (stateFolder: string, path: string, now: number): KoshinError | null => {
  const crashes = recent(crashFile(stateFolder, path), now)
  if (crashes.length < MOST) return null
  const digest = driverDigest(path)
  const ofThisFile = crashes.filter(({ sha256 }) => sha256 === digest)
  if (ofThisFile.length < MOST) return null
  const { version = null } = ofThisFile.at(-1) ?? {}
  return new KoshinError('module-unstable', driverIdentity(path, version))
}
