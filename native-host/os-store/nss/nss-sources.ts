import { homedir } from 'node:os'
import { basename } from 'node:path'
import type { StoreSource } from '../../pkcs11/store-source.ts'
import type { NssDatabase } from '../../pkcs11/verbs.ts'
import type { BrowserFamily } from '../../stdio/caller.ts'
import { configHome } from '../../xdg.ts'
import { databasesOfBrowser } from './browser-parent.ts'
import { chromiumDatabase } from './chromium-database.ts'
import { firefoxLists, firefoxProfiles } from './firefox-profiles.ts'
import { databaseIn } from './nss-database.ts'
import { findNssLibrary } from './nss-library.ts'
import { isFreePlace, isOwnDatabase, realPlace } from './own-folder.ts'

/** The NSS databases of this user's browsers. */

export interface NssSettings {
  /** libsoftokn3.so; null: where it is known to be. */
  readonly library: string | null
  /** Folders, instead of those that are found. */
  readonly databases: readonly string[] | null
}

/** Each is a process of its own when stores are looked at. */
const MOST = 8

interface Place {
  readonly folder: string
  readonly keeper: NssDatabase['keeper']
  readonly own: boolean
}

const KEEPERS = { chromium: 'nss-chromium', firefox: 'nss-firefox' } as const

/** The shared database of Chromium has this name everywhere; a profile of Firefox has its own. */
const keeperOf = (folder: string): NssDatabase['keeper'] =>
  basename(folder) === 'nssdb' ? 'nss-chromium' : 'nss-firefox'

const foundHere = (): string[] => [chromiumDatabase(), ...firefoxProfiles(firefoxLists(homedir(), configHome()))]

/** Those that the calling browser has open; Chromium may not have opened its one yet. */
const ofBrowser = (caller: BrowserFamily | null): string[] => {
  if (caller === null) return []
  const open = databasesOfBrowser(process.ppid)
  return open.length > 0 || caller === 'firefox' ? open : [chromiumDatabase()]
}

/** The browser's own first; each folder once, under the path that it really has. */
const places = (settings: NssSettings, caller: BrowserFamily | null): Place[] => {
  const own = new Set(ofBrowser(caller).map(realPlace))
  const found = (settings.databases ?? [...own, ...foundHere()]).map(realPlace)
  const keeper = caller === null ? null : KEEPERS[caller]
  return [...new Set(found)]
    .map((folder) => ({ folder, own: own.has(folder) }))
    .map(({ folder, own: isOwn }) => ({ folder, keeper: (isOwn ? keeper : null) ?? keeperOf(folder), own: isOwn }))
    .toSorted((a, b) => Number(b.own) - Number(a.own))
}

/** Chromium's is offered before it is there: it is made when something is first written to it, as Chromium itself would. */
const isUsable = ({ folder, keeper, own }: Place): boolean =>
  isOwnDatabase(folder) || (own && keeper === 'nss-chromium' && isFreePlace(folder))

/** @param caller the kind of browser that started the host; null: a person did */
export const nssSources = (settings: NssSettings, caller: BrowserFamily | null): StoreSource[] => {
  const path = settings.library ?? findNssLibrary()
  if (path === null || settings.databases?.length === 0) return []
  return places(settings, caller)
    .filter(isUsable)
    .slice(0, MOST)
    .map(({ folder, keeper, own }) => ({
      kind: 'nss',
      path,
      database: databaseIn(folder, keeper),
      ownBrowser: own,
    }))
}
