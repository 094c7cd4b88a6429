import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'

type Environment = Readonly<Record<string, string | undefined>>

/** XDG Base Directory Specification: a relative path there is to be ignored. */
export const dataHome = ({ XDG_DATA_HOME: set }: Environment, home: string): string =>
  set !== undefined && isAbsolute(set) ? set : join(home, '.local', 'share')

/**
 * Where Chromium and its kin keep their one database: `~/.pki/nssdb` where it is there, else below the XDG folder for data
 * (Chromium 146 and later, docs/linux/cert_management.md of its sources; seen with 156).
 */
export const chromiumDatabase = (env: Environment = process.env, home = homedir()): string => {
  const old = join(home, '.pki', 'nssdb')
  return existsSync(old) ? old : join(dataHome(env, home), 'pki', 'nssdb')
}
