import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { basename } from 'node:path'
import type { ErrorData } from '../../src/protocol/errors.ts'

/** Which driver it is: what its maker asks for when it crashes. */

export type DriverIdentity = Required<Pick<ErrorData, 'module' | 'path' | 'version'>>

const DIGITS = 12
const MOST = 200

/** SHA-256 of the file, hexadecimal; empty where it cannot be read. */
export const driverDigest = (path: string): string => {
  try {
    return createHash('sha256').update(readFileSync(path)).digest('hex')
  } catch {
    return ''
  }
}

/** For a driver that has never said what it is. */
const fileVersion = (path: string): string => {
  try {
    const file = readFileSync(path)
    const digest = createHash('sha256').update(file).digest('hex')
    return `${file.length} bytes, SHA-256 ${digest.slice(0, DIGITS)}`
  } catch {
    return ''
  }
}

const shownPath = (path: string): string => {
  const home = homedir()
  return path.startsWith(`${home}/`) || path.startsWith(`${home}\\`) ? `~${path.slice(home.length)}` : path
}

/** @param told what the driver says of itself (C_GetInfo), where it ever did; null: size and digest of its file */
export const driverIdentity = (path: string, told: string | null): DriverIdentity => ({
  module: basename(path),
  path: shownPath(path),
  version: (told ?? fileVersion(path)).slice(0, MOST),
})
