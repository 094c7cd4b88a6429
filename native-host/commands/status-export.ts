import { hash } from 'node:crypto'
import { statSync } from 'node:fs'
import { hostname } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { KoshinError } from '../../src/protocol/errors.ts'
import type { HostParams, HostResult } from '../../src/protocol/host.ts'
import { withShortIds } from '../../src/status/shortened.ts'
import { visibleJson } from '../../src/text/visible-json.ts'
import { withDrivers } from '../pkcs11/drivers.ts'
import { putFile } from '../status/put-file.ts'
import { takeReport } from '../status/take-report.ts'
import type { HostContext } from './context.ts'

/** This computer's report, into the folder that the administrator has named: often a share of the company. */

const failed = (detail: string): KoshinError => new KoshinError('export-failed', { step: 'status.export', detail })

/** @throws KoshinError export-failed, with the file system's own code */
const orFailed = <T>(act: () => T): T => {
  try {
    return act()
  } catch (error) {
    throw failed(error instanceof Error && 'code' in error ? String(error.code) : 'unknown')
  }
}

/** Nothing is made on the way there: a share that is not connected must not become a folder of this computer. */
const requireFolder = (folder: string): void => {
  if (!isAbsolute(folder)) throw failed('not an absolute path')
  if (!orFailed(() => statSync(folder)).isDirectory()) throw failed('not a folder')
}

const PLAIN = /^[A-Za-z0-9-]{1,63}$/

/**
 * A network name has letters, digits and hyphens; what else a system may let through (経理1) does not get into a path, and a digest
 * of it keeps two such computers apart.
 */
export const reportFile = (computer: string): string => {
  const plain = computer.replaceAll(/[^A-Za-z0-9-]/g, '_').slice(0, 63)
  const own = PLAIN.test(computer) ? plain : `${plain}-${hash('sha256', computer).slice(0, 8)}`
  return `koshin-status-${own}.json`
}

/** @throws KoshinError export-failed, module-invalid (the configuration cannot be read) */
export const statusExport = async (
  { folder, shortIds }: HostParams<'status.export'>,
  { storeSources, stateFolder: state, now }: HostContext,
): Promise<HostResult<'status.export'>> => {
  requireFolder(folder)
  const report = await withDrivers(storeSources(), (drivers) => takeReport({ drivers, query: null, state, now: now() }))
  const file = reportFile(hostname())
  // Renamed into its place: a link that somebody has put there is replaced, and what it leads to stays as it is.
  orFailed(() => putFile(join(folder, file), `${visibleJson(shortIds ? withShortIds(report) : report, 2)}\n`))
  return { file }
}
