import { isWritten } from '../setup/module-manifests.ts'
import { moduleManifestOf } from '../setup/plan.ts'
import { writeManifest } from '../setup/registration.ts'
import { manifestName } from './module-name.ts'
import type { View } from './view.ts'

/**
 * Firefox: the host writes the manifest that names the driver, the extension has it installed (`pkcs11.installModule`) and asks
 * whether it is. It must not ask before the manifest is there: Firefox remembers for as long as the asking page lives that there was none.
 */

/** @param driver absolute path */
export const manifestView = (driver: string): View => {
  const manifest = moduleManifestOf(null, driver)
  const module = manifestName(driver)
  return {
    look: async () => ({ seen: isWritten(manifest) ? 'unknown' : 'no', way: 'native-manifest', module }),
    connect: async () => {
      // A death between file and registry key leaves the file alone: of the key nothing here knows.
      if (!isWritten(manifest) || manifest.registryKey !== null) writeManifest(manifest)
    },
  }
}
