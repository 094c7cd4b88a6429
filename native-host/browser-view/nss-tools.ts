import { execFile } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { promisify } from 'node:util'
import { KoshinError } from '../../src/protocol/errors.ts'
import { log } from '../log.ts'
import { isFreePlace, isOwnDatabase } from '../os-store/nss/own-folder.ts'
import { driverFile } from '../pkcs11/module-paths.ts'
import { isFile, modulesOf } from './listed-modules.ts'
import { moduleName } from './module-name.ts'

/** NSS's own tools (Debian: libnss3-tools), which change a database as a browser would. */

/** Absolute paths only: a search path can be planted. */
const FOLDERS = ['/usr/bin', '/usr/local/bin']
/** modutil loads the driver that it is to add. */
const LIMIT_MS = 30_000

type Tool = 'modutil' | 'certutil'

/** @throws KoshinError browser-tool-missing */
export const toolPath = (tool: Tool, folders: readonly string[] = FOLDERS): string => {
  const path = folders.map((folder) => `${folder}/${tool}`).find((file) => driverFile(file) === 'ok')
  if (path === undefined) throw new KoshinError('browser-tool-missing', { detail: tool })
  return path
}

/** What came of it is read from the database: a tool may have done it and then ended badly. */
const run = async (tool: Tool, args: readonly string[]): Promise<void> => {
  const limits = { timeout: LIMIT_MS, killSignal: 'SIGKILL', maxBuffer: 64 * 1024 } as const
  const running = promisify(execFile)(toolPath(tool), args, limits)
  running.child.stdin?.end()
  try {
    await running
  } catch (error) {
    log('a tool of NSS has failed', { tool, detail: error instanceof Error ? error.message : '' })
  }
}

/** As Chromium makes it: for this user alone, and without a password. certutil would ask for ever where there is one already. */
const makeDatabase = async (folder: string): Promise<void> => {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  await run('certutil', ['-N', '-d', `sql:${folder}`, '--empty-password'])
}

/** @throws KoshinError browser-not-connected: others can write to it, or it cannot be made */
const requireDatabase = async (folder: string): Promise<void> => {
  if (isFreePlace(folder)) await makeDatabase(folder)
  if (!isOwnDatabase(folder)) throw new KoshinError('browser-not-connected', { detail: 'folder of the database' })
}

/**
 * Has an NSS database name a driver, under a name of ours; nothing happens where it does so already.
 * @throws KoshinError browser-tool-missing, browser-not-connected
 */
export const addModule = async (database: string, driver: string): Promise<void> => {
  await requireDatabase(database)
  const isThere = () => modulesOf(database).some(({ library }) => isFile(library, driver))
  if (isThere()) return
  const args = ['-add', moduleName(driver), '-libfile', driver, '-dbdir', `sql:${database}`, '-force']
  await run('modutil', args)
  if (!isThere()) throw new KoshinError('browser-not-connected', { detail: 'modutil' })
}

/** @returns whether it is gone. @throws KoshinError browser-tool-missing */
export const removeModule = async (database: string, name: string): Promise<boolean> => {
  await run('modutil', ['-delete', name, '-dbdir', `sql:${database}`, '-force'])
  return !modulesOf(database).some((module) => module.name === name)
}
