import { homedir } from 'node:os'
import { isOwnModule, modulesOf } from '../browser-view/listed-modules.ts'
import { removeModule } from '../browser-view/nss-tools.ts'
import { chromiumDatabases } from '../os-store/nss/chromium-database.ts'
import { firefoxLists, firefoxProfiles } from '../os-store/nss/firefox-profiles.ts'
import { configHome } from '../xdg.ts'

/** Drivers that browsers were given after the user had agreed to it: by the host in Chromium's database, by the extension in Firefox's. */

export interface OwnModule {
  readonly folder: string
  readonly name: string
}

/** @param home as in `registrationHere` */
export const ownModulesHere = (home: string | null): OwnModule[] => {
  const env = home === null ? process.env : {}
  const at = home ?? homedir()
  // Both that Chromium may use: which one it does can have changed since.
  const folders = new Set([...chromiumDatabases(env, at), ...firefoxProfiles(firefoxLists(at, configHome(env, at)))])
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
