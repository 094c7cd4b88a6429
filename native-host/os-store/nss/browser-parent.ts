import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { basename, dirname, isAbsolute } from 'node:path'

/**
 * The databases of the browser that started this host, read from what the system says of the process: also right for a
 * profile that no list of profiles names. Browsers start a host themselves; a wrapper or two may stand in between.
 */

const MOST_ANCESTORS = 4

const linkOf = (path: string): string => {
  try {
    return readlinkSync(path)
  } catch {
    return '' // closed meanwhile
  }
}

/** Folders of the databases that a process has open; none where the system does not say. */
export const databasesOpenIn = (pid: number): string[] => {
  const folder = `/proc/${pid}/fd`
  try {
    const open = readdirSync(folder).map((name) => linkOf(`${folder}/${name}`))
    return [...new Set(open.filter((path) => basename(path) === 'cert9.db').map(dirname))]
  } catch {
    return []
  }
}

/** `-profile FOLDER` of a Firefox that has not opened its database yet. */
export const profileArgument = (commandLine: string): string[] => {
  const words = commandLine.split('\0')
  const folder = words[words.findIndex((word) => /^--?profile$/i.test(word)) + 1]
  return folder !== words[0] && folder !== undefined && isAbsolute(folder) ? [folder] : []
}

const textOf = (path: string): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

/** proc(5): field 4 of `stat`; the name in field 2 may have blanks and brackets in it. */
const parentOf = (pid: number): number => Number(textOf(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ')[1] ?? 0)

/** @param pid the parent of this process */
export const databasesOfBrowser = (pid: number, most = MOST_ANCESTORS): string[] => {
  if (pid <= 1 || most === 0) return []
  const open = databasesOpenIn(pid)
  if (open.length > 0) return open
  const [profile] = profileArgument(textOf(`/proc/${pid}/cmdline`))
  return profile === undefined ? databasesOfBrowser(parentOf(pid), most - 1) : [profile]
}
