import { homedir } from 'node:os'
import { readConfig } from '../config.ts'
import { ownProgram } from '../own-program.ts'
import { driverFile, driverPaths } from '../pkcs11/module-paths.ts'
import { type Places, places } from '../places.ts'
import { type Launcher, launcher } from './launcher.ts'
import { type ManifestFile, profileManifest, userManifests } from './manifests.ts'
import { moduleManifest, writtenModuleManifests } from './module-manifests.ts'

/** What registering means on this computer. */
export interface Registration {
  readonly launcher: Launcher
  readonly manifests: readonly ManifestFile[]
}

/** How this very program was started: by Node from the bundle, or with Node's own arguments from the sources. */
const ownCommand = (): string[] => [process.execPath, ...process.execArgv, ownProgram()]

const placesOf = (home: string | null): Places =>
  places(process.platform, home === null ? process.env : {}, home ?? homedir())

/**
 * @param home instead of the user's own home folder: its default folders count then, not those of the environment
 * @param userDataDir one browser profile's folder, and nothing else
 */
export const registrationHere = (home: string | null, userDataDir: string | null): Registration => {
  const { data } = placesOf(home)
  const script = launcher(process.platform, data, ownCommand())
  const manifests =
    userDataDir === null
      ? userManifests(process.platform, home ?? homedir(), data, script.file)
      : [profileManifest(userDataDir, script.file)]
  return { launcher: script, manifests }
}

/** Drivers that are there. @param configured as in config.json */
export const driversHere = (configured: readonly string[] | null): string[] =>
  driverPaths(configured).filter((path) => driverFile(path) === 'ok')

/** For Firefox. @param driver absolute path */
export const moduleManifestOf = (home: string | null, driver: string): ManifestFile =>
  moduleManifest(process.platform, home ?? homedir(), placesOf(home).data, driver)

/** The same of every driver. @throws KoshinError module-invalid: the configuration cannot be read */
export const moduleManifestsHere = (home: string | null): ManifestFile[] =>
  driversHere(readConfig(placesOf(home).config).modules).map((driver) => moduleManifestOf(home, driver))

/** Of these, what Koshin has written before. */
export const writtenModuleManifestsHere = (home: string | null): ManifestFile[] =>
  writtenModuleManifests(process.platform, home ?? homedir(), placesOf(home).data)
