import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'

/** Where Koshin keeps what it must remember, by the platform's own customs. */
export interface Places {
  /** Journal, locks, log. */
  readonly state: string
  /** `config.json`, written by an administrator, never by Koshin. */
  readonly config: string
  /** The launcher that manifests point to. */
  readonly data: string
}

type Environment = Readonly<Record<string, string | undefined>>

const absoluteOr = (value: string | undefined, otherwise: string): string =>
  value !== undefined && isAbsolute(value) ? value : otherwise

/** XDG Base Directory Specification on Linux (a relative value there is to be ignored), AppData and Library elsewhere. */
export const places = (platform: NodeJS.Platform, env: Environment, home: string): Places => {
  if (platform === 'darwin') {
    const support = join(home, 'Library', 'Application Support', 'koshin')
    return { state: support, config: join(support, 'config.json'), data: support }
  }
  if (platform === 'win32') {
    const local = join(absoluteOr(env.LOCALAPPDATA, join(home, 'AppData', 'Local')), 'koshin')
    return { state: local, config: join(local, 'config.json'), data: local }
  }
  return {
    state: join(absoluteOr(env.XDG_STATE_HOME, join(home, '.local', 'state')), 'koshin'),
    config: join(absoluteOr(env.XDG_CONFIG_HOME, join(home, '.config')), 'koshin', 'config.json'),
    data: join(absoluteOr(env.XDG_DATA_HOME, join(home, '.local', 'share')), 'koshin'),
  }
}

export const placesHere = (): Places => places(process.platform, process.env, homedir())
