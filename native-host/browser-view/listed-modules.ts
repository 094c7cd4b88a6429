import { readFileSync, statSync } from 'node:fs'
import { isAbsolute, join } from 'node:path'
import { moduleName } from './module-name.ts'

/** The modules that an NSS database names: its file `pkcs11.txt`, blocks of `key=value` with an empty line between them. */

export interface ListedModule {
  readonly name: string
  /** Absolute, or a file name that the system's loader looks for. */
  readonly library: string
}

const textOf = (lines: readonly string[], key: string): string =>
  lines.find((line) => line.startsWith(`${key}=`))?.slice(key.length + 1) ?? ''

/** NSS's own module has no library. */
export const readModules = (text: string): ListedModule[] =>
  text
    .split(/\n[ \t]*\n/)
    .map((block) => block.split('\n'))
    .map((lines) => ({ name: textOf(lines, 'name'), library: textOf(lines, 'library') }))
    .filter(({ library }) => library !== '')

export const listFile = (database: string): string => join(database, 'pkcs11.txt')

/** None where there is no database. */
export const modulesOf = (database: string): ListedModule[] => {
  try {
    return readModules(readFileSync(listFile(database), 'utf8'))
  } catch {
    return []
  }
}

/** Whether Koshin has added it. */
export const isOwnModule = ({ name, library }: ListedModule): boolean => name === moduleName(library)

/** The same file, whatever links lead to it. */
export const isFile = (library: string, path: string): boolean => {
  if (library === path) return true
  const [a, b] = [library, path].map((one) =>
    isAbsolute(one) ? statSync(one, { bigint: true, throwIfNoEntry: false }) : undefined,
  )
  return a !== undefined && b !== undefined && a.ino !== 0n && a.dev === b.dev && a.ino === b.ino
}
