import type { Rules } from '../../src/policy/rules.ts'
import { toReport } from '../../src/protocol/errors.ts'
import type { HostConnection } from './host-connection.ts'
import { readRulesNow } from './managed.ts'
import { readExported, readExportOwed, writeExported, writeExportOwed } from './stored.ts'

/** Has the host write its report where the administrator wants it. Nobody at this computer is asked, waits for it, or is told. */

const HOUR_MS = 3600 * 1000

/** Once an hour, whether or not it went well: a share that is away is not tried at every look. A clock may have gone back. */
const isDue = async (now: number): Promise<boolean> => {
  const since = now - ((await readExported())?.at ?? -HOUR_MS)
  return since >= HOUR_MS || since < 0
}

const exportTo = async (folder: string, { exportShortIds: shortIds }: Rules, host: HostConnection): Promise<void> => {
  const at = Date.now()
  // Kept first: a host that does not survive it is not asked again and again.
  await writeExported({ at, error: { code: 'host-lost', data: {} } })
  const error = await host.call('status.export', { folder, shortIds }).then(() => null, toReport)
  await writeExported({ at, error })
  await writeExportOwed(error !== null)
}

/** Somebody has looked into the stores, or something there has changed. */
export const exportOwed = (): Promise<void> => writeExportOwed(true)

/**
 * Called after each look into the stores, and every hour for what had to wait.
 * @returns was it tried?
 */
export const exportStatus = async (host: HostConnection): Promise<boolean> => {
  const rules = await readRulesNow()
  const { exportFolder } = rules
  if (exportFolder === null || !(await readExportOwed()) || !(await isDue(Date.now()))) return false
  await exportTo(exportFolder, rules, host)
  return true
}
