import { realpathSync } from 'node:fs'
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path'

/** Where a frame of a saved page lies: in the page's own folder, or nowhere. */

/** An empty frame, or one that a script fills: there is no file to read. */
export const isEmptyFrame = (source: string): boolean => /^\s*(?:$|#|\?|about:|javascript:)/i.test(source)

const isAddress = (source: string): boolean => /^\s*(?:[a-z][a-z0-9+.-]*:|\/\/|\\\\)/i.test(source)

const decoded = (path: string): string => {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

const isInside = (folder: string, file: string): boolean => {
  const way = relative(folder, file)
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}

/** Links followed, where it is there. */
export const real = (path: string): string => {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}

/**
 * @param source the frame's `src`
 * @param from the file that holds the frame
 * @param folder the folder of the page, absolute and free of links
 * @returns the file, which need not be there; null: outside of the folder, by its name or through a link, or on the net
 */
export const framePlace = (source: string, from: string, folder: string): string | null => {
  const path = decoded(source.trim().replace(/[?#].*$/s, ''))
  if (isAddress(source) || isAbsolute(path) || path.includes('\0')) return null
  const file = real(resolve(dirname(from), path))
  return isInside(folder, file) ? file : null
}
