import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs'
import { PageTrouble } from './trouble.ts'

/** A saved page is seldom larger than one: its pictures lie beside it. An archive has them inside. */
const MOST_BYTES = 8 * 1024 * 1024

const opened = (file: string): number => {
  try {
    return openSync(file, 'r')
  } catch (error) {
    const isAbsent = error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')
    throw new PageTrouble(isAbsent ? 'not-there' : 'unreadable')
  }
}

/** @throws PageTrouble */
export const readBytes = (file: string, most: number = MOST_BYTES): Uint8Array => {
  const descriptor = opened(file)
  try {
    const stat = fstatSync(descriptor)
    if (!stat.isFile()) throw new PageTrouble('unreadable')
    if (stat.size > most) throw new PageTrouble('too-large')
    return readFileSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
