import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'

/** The folders of the XDG Base Directory Specification. A relative path in one of its variables is to be ignored. */

export type Environment = Readonly<Record<string, string | undefined>>

export const absoluteOr = (value: string | undefined, otherwise: string): string =>
  value !== undefined && isAbsolute(value) ? value : otherwise

export const configHome = (env: Environment = process.env, home = homedir()): string =>
  absoluteOr(env.XDG_CONFIG_HOME, join(home, '.config'))

export const dataHome = (env: Environment = process.env, home = homedir()): string =>
  absoluteOr(env.XDG_DATA_HOME, join(home, '.local', 'share'))

export const stateHome = (env: Environment = process.env, home = homedir()): string =>
  absoluteOr(env.XDG_STATE_HOME, join(home, '.local', 'state'))
