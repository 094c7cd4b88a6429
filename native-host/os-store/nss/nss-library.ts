import { driverFile } from '../../pkcs11/module-paths.ts'

/** NSS's own PKCS#11 module. Absolute paths only: a search path can be planted. */

const FOLDERS = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib64', '/usr/lib']
/** Debian and Ubuntu had a folder for NSS once. */
const PLACES = FOLDERS.flatMap((folder) => [`${folder}/libsoftokn3.so`, `${folder}/nss/libsoftokn3.so`])

/** null: this computer has none (that of Firefox itself does not load outside of Firefox). */
export const findNssLibrary = (): string | null => PLACES.find((path) => driverFile(path) === 'ok') ?? null
