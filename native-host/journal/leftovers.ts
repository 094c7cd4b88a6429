import { existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { logError } from '../log.ts'

/** What hosts that were killed have left in the journal's folder: halves of files, and room set aside for nothing. */

const TEMPORARY = /\.tmp$/
const RESERVE = /^([0-9a-f]{32})\.reserve$/
/** No write lasts so long: nobody is at it any more. */
const OLD_MS = 60 * 60 * 1000

const isLeftOver = (name: string, isOpen: (id: string) => boolean): boolean => {
  const [, reserved] = RESERVE.exec(name) ?? []
  return TEMPORARY.test(name) || (reserved !== undefined && !isOpen(reserved))
}

const sweepFolder = (folder: string, isOpen: (id: string) => boolean, now: number): void => {
  for (const name of readdirSync(folder)) {
    const file = join(folder, name)
    const { mtimeMs } = statSync(file, { throwIfNoEntry: false }) ?? { mtimeMs: now }
    if (now - mtimeMs > OLD_MS && isLeftOver(name, isOpen)) rmSync(file, { force: true })
  }
}

/**
 * What cannot be swept stays: it keeps nobody from a renewal.
 * @param isOpen whether an enrolment may still need its room: also where its record cannot be read
 * @param now milliseconds since the epoch
 */
export const sweep = (folder: string, isOpen: (id: string) => boolean, now: number): void => {
  try {
    if (existsSync(folder)) sweepFolder(folder, isOpen, now)
  } catch (error) {
    logError('leftovers', error)
  }
}
