import { homedir } from 'node:os'
import { ownProgram } from '../own-program.ts'
import { places } from '../places.ts'
import { type Launcher, launcher } from './launcher.ts'
import { type ManifestFile, profileManifest, userManifests } from './manifests.ts'

/** What registering means on this computer. */
export interface Registration {
  readonly launcher: Launcher
  readonly manifests: readonly ManifestFile[]
}

/** How this very program was started: by Node from the bundle, or with Node's own arguments from the sources. */
const ownCommand = (): string[] => [process.execPath, ...process.execArgv, ownProgram()]

/**
 * @param home instead of the user's own home folder: its default folders count then, not those of the environment
 * @param userDataDir one browser profile's folder, and nothing else
 */
export const registrationHere = (home: string | null, userDataDir: string | null): Registration => {
  const { data } = places(process.platform, home === null ? process.env : {}, home ?? homedir())
  const script = launcher(process.platform, data, ownCommand())
  const manifests =
    userDataDir === null
      ? userManifests(process.platform, home ?? homedir(), data, script.file)
      : [profileManifest(userDataDir, script.file)]
  return { launcher: script, manifests }
}
