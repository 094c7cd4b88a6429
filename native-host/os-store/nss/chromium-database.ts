import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { dataHome, type Environment } from '../../xdg.ts'

/**
 * Where Chromium and its kin may keep their one database: `~/.pki/nssdb`; where that is not there, below the XDG folder for data
 * (Chromium 146 and later, docs/linux/cert_management.md of its sources; seen with 156).
 */
export const chromiumDatabases = (env: Environment = process.env, home = homedir()): readonly [string, string] => [
  join(home, '.pki', 'nssdb'),
  join(dataHome(env, home), 'pki', 'nssdb'),
]

/** The one that it uses now. */
export const chromiumDatabase = (env: Environment = process.env, home = homedir()): string => {
  const [old, now] = chromiumDatabases(env, home)
  return existsSync(old) ? old : now
}
