import { basename } from 'node:path'

/** Windows does not tell upper from lower case in names of files. */
const folded = (path: string): string => (process.platform === 'win32' ? path.toLowerCase() : path)

/**
 * Is a driver one of those that an administrator allows?
 * @param modules absolute paths, or file names that may lie in any folder
 * @param path absolute
 */
export const isAmong = (modules: readonly string[], path: string): boolean => {
  const names = [path, basename(path)].map(folded)
  return modules.some((module) => names.includes(folded(module)))
}
