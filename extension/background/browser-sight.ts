import type { Sight } from '../../src/protocol/host.ts'
import type { HostConnection } from './host-connection.ts'
import { installModule, isInstalled } from './pkcs11-modules.ts'

/** Whether this browser finds the certificates of a store: what the host sees from outside, and what the browser says of itself. */

/** Firefox alone knows which modules it has loaded; the host has written the manifest that names one. */
const asTheBrowserSays = async (sight: Sight): Promise<Sight> => {
  const { way, module } = sight
  if (way !== 'native-manifest' || module === null || sight.seen === 'no') return sight
  const installed = await isInstalled(module)
  return installed === null ? sight : { ...sight, seen: installed ? 'yes' : 'no' }
}

/** @throws KoshinError */
export const lookFromBrowser = async (host: HostConnection, store: string): Promise<Sight> =>
  asTheBrowserSays(await host.call('browser.look', { store }))

/** The user has agreed. @throws KoshinError */
export const connectBrowser = async (host: HostConnection, store: string): Promise<Sight> => {
  const sight = await host.call('browser.connect', { store })
  if (sight.way === 'native-manifest' && sight.module !== null) await installModule(sight.module)
  return asTheBrowserSays(sight)
}
