import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { KoshinError } from '../../src/protocol/errors.ts'
import { orUnwritable } from '../journal/durable-file.ts'
import { log } from '../log.ts'
import { type TokenName, tokenText } from './names.ts'
import { tokenKey } from './token-key.ts'

/** One host at a time works on a token, whichever browser or profile started it. */

export interface TokenLock {
  /** False once another process may have taken it: this one slept too long (a closed lid). */
  readonly held: boolean
  /** Writes down which process is about to use the token, for the case that this one dies meanwhile. */
  mark(worker: number): void
  release(): Promise<void>
}

const WAIT_MS = 60_000
const RETRY_MS = 300
/** A lock that nobody has touched for so long belonged to a host that was killed. */
const STALE_MS = 5_000
const TOUCH_MS = 1_000
/** No call of a token takes longer; afterwards the number may be another process's. */
const MARK_LASTS_MS = 10 * 60_000

const markFile = (file: string): string => `${file}.worker`

const codeIs = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return codeIs(error, 'EPERM')
  }
}

/** When a process began, fit only to be compared; empty where the system does not say. Its number alone is used again. */
const beginningOf = (pid: number): string => {
  try {
    // proc(5): starttime is field 22; the name in field 2 may have blanks and brackets in it.
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[19] ?? ''
  } catch {
    return ''
  }
}

/** Ends with a newline: half a mark, cut by a loss of power, is none. */
const MARK = /^(\d+) (\d*)\n$/
const markOf = (worker: number): string => `${worker} ${beginningOf(worker)}\n`

/** A host that was killed may have left a process in the middle of making a key: that must end first. */
const isWorkedOn = (file: string): boolean => {
  const mark = statSync(markFile(file), { throwIfNoEntry: false })
  if (mark === undefined || Date.now() - mark.mtimeMs > MARK_LASTS_MS) return false
  const [, worker, beginning] = MARK.exec(readFileSync(markFile(file), 'utf8')) ?? []
  const pid = Number(worker)
  return pid > 0 && isAlive(pid) && beginningOf(pid) === beginning
}

type Release = () => Promise<void>

/** @returns null where somebody else has it */
const take = async (file: string, onLost: () => void): Promise<Release | null> => {
  const { lock } = await import('proper-lockfile')
  try {
    return await lock(file, { realpath: false, stale: STALE_MS, update: TOUCH_MS, onCompromised: onLost })
  } catch (error) {
    if (codeIs(error, 'ELOCKED')) return null
    throw new KoshinError('journal-unwritable', { step: 'lock' })
  }
}

/** Touched by a clock ahead of ours, so by nobody here: on another computer, or before this one's clock was set right. */
const ageIfAhead = (file: string): void => {
  const touched = statSync(`${file}.lock`, { throwIfNoEntry: false })?.mtimeMs ?? 0
  if (touched <= Date.now() + STALE_MS) return
  try {
    utimesSync(`${file}.lock`, 0, 0)
  } catch (error) {
    if (!codeIs(error, 'ENOENT')) throw new KoshinError('journal-unwritable', { step: 'lock' })
  }
}

const attempt = async (file: string): Promise<TokenLock | null> => {
  ageIfAhead(file)
  let held = true
  const release = await take(file, () => {
    held = false
  })
  if (release === null) return null
  const letGo = () => release().catch(() => log('lock was lost before its release'))
  if (isWorkedOn(file)) {
    await letGo()
    return null
  }
  return {
    get held() {
      return held
    },
    mark: (worker) => orUnwritable('lock', () => writeFileSync(markFile(file), markOf(worker), { mode: 0o600 })),
    release: () => {
      if (held) rmSync(markFile(file), { force: true })
      return letGo()
    },
  }
}

/**
 * @param waiting called once, when another host has the token
 * @param wait milliseconds; shorter in tests
 * @throws KoshinError token-busy, journal-unwritable, or what `signal` is aborted with
 */
export const lockToken = async (
  stateFolder: string,
  token: TokenName,
  signal: AbortSignal,
  waiting: () => void,
  wait = WAIT_MS,
): Promise<TokenLock> => {
  const folder = join(stateFolder, 'locks')
  orUnwritable('lock', () => mkdirSync(folder, { recursive: true, mode: 0o700 }))
  const file = join(folder, tokenKey(token))
  const until = performance.now() + wait
  for (let first = true; ; first = false) {
    signal.throwIfAborted()
    const lock = await attempt(file)
    if (lock !== null) return lock
    if (performance.now() > until) throw new KoshinError('token-busy', { token: tokenText(token) })
    if (first) waiting()
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
  }
}
