import { statSync } from 'node:fs'

/** Which drivers are looked for where nobody has configured any. Absolute paths only: a search path can be planted. */

interface KnownDrivers {
  readonly drivers: readonly string[]
  /** Shows what other drivers show: used only where there is no other. */
  readonly lastResort: readonly string[]
}

const linuxFolders = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib64', '/usr/lib']
const inFolders = (folders: readonly string[], ...names: readonly string[]): string[] =>
  names.flatMap((name) => folders.map((folder) => `${folder}/${name}`))

/** SafeNet eToken, Yubico PIV, OpenSC, SoftHSM2; then p11-kit's proxy. */
export const knownDrivers = (platform: NodeJS.Platform, systemRoot: string): KnownDrivers => {
  if (platform === 'win32') {
    const inSystem = (name: string) => `${systemRoot}\\System32\\${name}`
    return {
      drivers: [
        inSystem('eTPKCS11.dll'),
        'C:\\Program Files\\Yubico\\Yubico PIV Tool\\bin\\libykcs11.dll',
        'C:\\Program Files\\OpenSC Project\\OpenSC\\pkcs11\\opensc-pkcs11.dll',
        'C:\\SoftHSM2\\lib\\softhsm2-x64.dll',
      ],
      lastResort: [],
    }
  }
  if (platform === 'darwin') {
    return {
      drivers: [
        '/usr/local/lib/libeTPkcs11.dylib',
        ...inFolders(['/usr/local/lib', '/opt/homebrew/lib'], 'libykcs11.dylib'),
        '/Library/OpenSC/lib/opensc-pkcs11.so',
        ...inFolders(['/usr/local/lib', '/opt/homebrew/lib'], 'softhsm/libsofthsm2.so'),
      ],
      lastResort: inFolders(['/usr/local/lib', '/opt/homebrew/lib'], 'p11-kit-proxy.dylib'),
    }
  }
  return {
    drivers: inFolders(
      linuxFolders,
      'libeToken.so',
      'libeTPkcs11.so',
      'libykcs11.so.2',
      'libykcs11.so',
      'opensc-pkcs11.so',
      'pkcs11/opensc-pkcs11.so',
      'softhsm/libsofthsm2.so',
    ),
    lastResort: inFolders(linuxFolders, 'p11-kit-proxy.so'),
  }
}

export type DriverFile = 'ok' | 'missing' | 'invalid'

/** A file that anybody may write, or that a stranger owns, is not loaded: its code would sit next to the PIN. */
export const driverFile = (path: string): DriverFile => {
  const file = statSync(path, { throwIfNoEntry: false })
  if (file === undefined || !file.isFile()) return 'missing'
  if (process.platform === 'win32') return 'ok'
  const isOurs = file.uid === 0 || file.uid === process.getuid?.()
  return isOurs && (file.mode & 0o002) === 0 ? 'ok' : 'invalid'
}

/** The same file under two names (links between library folders) is one driver. */
const fileId = (path: string): string => {
  const { dev, ino } = statSync(path, { bigint: true })
  return ino === 0n ? path : `${dev}:${ino}`
}

const existing = (paths: readonly string[]): string[] => {
  const seen = new Map<string, string>()
  for (const path of paths) {
    if (driverFile(path) === 'missing') continue
    const id = fileId(path)
    if (!seen.has(id)) seen.set(id, path)
  }
  return [...seen.values()]
}

/** Paths of the drivers to use: those configured, there or not, else those known that are there. */
export const driverPaths = (configured: readonly string[] | null): string[] => {
  if (configured !== null) return [...configured]
  const { drivers, lastResort } = knownDrivers(process.platform, process.env.SystemRoot ?? 'C:\\Windows')
  const found = existing(drivers)
  return found.length > 0 ? found : existing(lastResort)
}
