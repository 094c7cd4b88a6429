import { createHash } from 'node:crypto'

/**
 * What a driver is called where Koshin makes it known to a browser. The name is made from the driver's path, so that name and path
 * together tell whether an entry is ours: nothing else has to be remembered to take it back.
 */

const DIGITS = 8

const digest = (path: string): string => createHash('sha256').update(path).digest('hex').slice(0, DIGITS)

/** File name without its endings, of either kind of system: `libykcs11.so.2` → `libykcs11`. */
const plainName = (path: string): string =>
  (path.split(/[\\/]/).at(-1) ?? '').replace(/\..*$/, '').replace(/\W/g, '_').slice(0, 40)

/** Among the modules of an NSS database, and in Firefox's list of devices: `Koshin libsofthsm2 3f2a9c01`. ASCII: NSS shows nothing else well. */
export const moduleName = (path: string): string => `Koshin ${plainName(path)} ${digest(path)}`

/** Of Firefox's native manifest: lower case, as MDN's "Native manifests" wants it: `jp.koshin.libsofthsm2_3f2a9c01`. */
export const manifestName = (path: string): string => `jp.koshin.${plainName(path).toLowerCase()}_${digest(path)}`
