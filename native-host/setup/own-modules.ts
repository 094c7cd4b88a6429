import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { isOwnModule, modulesOf } from '../browser-view/listed-modules.ts'
import { removeModule } from '../browser-view/nss-tools.ts'
import { dataHome } from '../os-store/nss/chromium-database.ts'
import { firefoxLists, firefoxProfiles } from '../os-store/nss/firefox-profiles.ts'

/** Drivers that browsers were given after the user had agreed to it: by the host in Chromium's database, by the extension in Firefox's. */

export interface OwnModule {
  readonly folder: string
  readonly name: string
}

type Environment = Readonly<Record<string, string | undefined>>

/** Both places that Chromium may use: which one it does can have changed since. */
const chromiumFolders = (home: string, env: Environment): string[] =>
  [join(home, '.pki'), join(dataHome(env, home), 'pki')].map((folder) => join(folder, 'nssdb'))

const firefoxFolders = (home: string, { XDG_CONFIG_HOME: set }: Environment): string[] =>
  firefoxProfiles(firefoxLists(home, set !== undefined && isAbsolute(set) ? set : join(home, '.config')))

/** @param home as in `registrationHere` */
export const ownModulesHere = (home: string | null): OwnModule[] => {
  const env = home === null ? process.env : {}
  const at = home ?? homedir()
  const folders = new Set([...chromiumFolders(at, env), ...firefoxFolders(at, env)])
  return [...folders].flatMap((folder) =>
    modulesOf(folder)
      .filter(isOwnModule)
      .map(({ name }) => ({ folder, name })),
  )
}

/** @returns whether it is gone */
export const takeOff = async ({ folder, name }: OwnModule): Promise<boolean> => {
  try {
    return await removeModule(folder, name)
  } catch {
    return false // modutil is not there
  }
}
