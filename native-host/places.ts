import { homedir } from 'node:os'
import { join } from 'node:path'
import { absoluteOr, configHome, dataHome, type Environment, stateHome } from './xdg.ts'

/** Where Koshin keeps what it must remember, by the platform's own customs. */
export interface Places {
  /** Journal, locks, log. */
  readonly state: string
  /** `config.json`, written by an administrator, never by Koshin. */
  readonly config: string
  /** The launcher that manifests point to. */
  readonly data: string
}

/** XDG on Linux, AppData and Library elsewhere. */
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
    state: join(stateHome(env, home), 'koshin'),
    config: join(configHome(env, home), 'koshin', 'config.json'),
    data: join(dataHome(env, home), 'koshin'),
  }
}

export const placesHere = (): Places => places(process.platform, process.env, homedir())
