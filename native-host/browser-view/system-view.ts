import { systemSight } from '../os-store/system-sight.ts'
import type { TokenInDriver } from '../pkcs11/drivers.ts'
import { hexOf, sha256 } from '../pkcs11/signature.ts'
import type { View } from './view.ts'

/** Chromium on Windows and macOS: what the vendor's own software shows to the system, the browser sees. Nothing to be done about it here. */
export const systemView = ({ driver, token }: TokenInDriver): View => ({
  look: async () => {
    const stored = await driver.process.call('list-certificates', { token })
    const seen = await systemSight(stored.map(({ der }) => hexOf(sha256(der))))
    return { seen, way: 'system', module: null }
  },
  connect: async () => {},
})
