import { existsSync, lstatSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { DATABASE_FILES } from './nss-parameters.ts'

/** Folders of databases that nobody but the user can have put something into. */

const OTHERS_WRITE = 0o022

const isOwn = ({ uid, mode }: { uid: number; mode: number }): boolean =>
  uid === process.getuid?.() && (mode & OTHERS_WRITE) === 0

/** A link in the place of a file could lead anywhere; one in the path of the folder has been followed before. */
const isOwnFile = (path: string): boolean => {
  const file = lstatSync(path, { throwIfNoEntry: false })
  return file?.isFile() === true && isOwn(file)
}

/** Where a folder really is; of one that is not there yet: where it would be made. */
export const realPlace = (folder: string): string => {
  if (existsSync(folder)) return realpathSync(folder)
  const parent = dirname(folder)
  return parent === folder ? folder : join(realPlace(parent), basename(folder))
}

/** @param folder as `realPlace` says */
export const isOwnDatabase = (folder: string): boolean => {
  const place = statSync(folder, { throwIfNoEntry: false })
  return place?.isDirectory() === true && isOwn(place) && DATABASE_FILES.every((name) => isOwnFile(join(folder, name)))
}

/**
 * Whether a database could be made in it: it is not there; or the user's own and without any, or with one that was cut off before it
 * had a place for keys, which NSS completes.
 */
export const isFreePlace = (folder: string): boolean => {
  const place = statSync(folder, { throwIfNoEntry: false })
  if (place === undefined) return true
  const [certificates, keys] = DATABASE_FILES.map((name) => join(folder, name)) as [string, string]
  const isBegun = existsSync(certificates)
  return place.isDirectory() && isOwn(place) && !existsSync(keys) && (!isBegun || isOwnFile(certificates))
}
