import { spawn } from 'node:child_process'
import pkcs11js from 'pkcs11js'

/**
 * Stands where a browser stands that has read its list of modules: a process with NSS's own module in it (and one more, where it is
 * named), which starts the host. argv: library, second library or "-", the host's own arguments
 */

const [, , nss, driver, ...args] = process.argv
const load = (path) => new pkcs11js.PKCS11().load(path)
load(nss)
if (driver !== '-') load(driver)
spawn(process.execPath, ['--import', 'tsx', 'native-host/main.ts', ...args], { stdio: 'inherit' }).on('exit', (code) =>
  process.exit(code ?? 1),
)
