import { KoshinError } from '../../src/protocol/errors.ts'
import { log } from '../log.ts'
import { limitOf } from '../pkcs11/time-limits.ts'
import { certificatesShownByMacos } from './macos/shown-certificates.ts'
import { runCommand } from './run-command.ts'
import type { RunCommand } from './system-command.ts'
import type { Run } from './system-store.ts'
import { certificatesShownByWindows } from './windows/shown-certificates.ts'

export type SystemSight = 'yes' | 'no' | 'unknown'

interface Shown {
  readonly by: (run: Run) => Promise<ReadonlySet<string>>
  /** What it means where a certificate is not among them. */
  readonly otherwise: 'no' | 'unknown'
}

const SHOWN: Partial<Record<NodeJS.Platform, Shown>> = {
  win32: { by: certificatesShownByWindows, otherwise: 'no' },
  darwin: { by: certificatesShownByMacos, otherwise: 'unknown' },
}

/**
 * Whether the operating system shows these certificates to browsers: `yes` only where it shows all of them.
 * @param sha256s of the certificates, lower-case hexadecimal
 */
export const systemSight = async (
  sha256s: readonly string[],
  run: RunCommand = runCommand,
  platform: NodeJS.Platform = process.platform,
): Promise<SystemSight> => {
  const shown = SHOWN[platform]
  if (shown === undefined || sha256s.length === 0) return 'unknown'
  try {
    const seen = await shown.by((command) => run(command, limitOf('list-tokens', null, {})))
    return sha256s.every((one) => seen.has(one)) ? 'yes' : shown.otherwise
  } catch (error) {
    if (!(error instanceof KoshinError)) throw error
    log('the system does not say which certificates it shows', { code: error.code, detail: error.data.detail })
    return 'unknown'
  }
}
