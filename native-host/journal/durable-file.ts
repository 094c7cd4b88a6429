import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { KoshinError } from '../../src/protocol/errors.ts'

/** Files that are whole or not there, whatever happens to the power. */

const withFile = (file: string, flags: string, use: (descriptor: number) => void): void => {
  const descriptor = openSync(file, flags, 0o600)
  try {
    use(descriptor)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/** Makes the rename last, too. Windows has no such call and needs none. */
const syncFolder = (folder: string): void => {
  if (process.platform !== 'win32') withFile(folder, 'r', () => {})
}

/** A new folder's name stands in the one above, and that one's perhaps too: the log may have made it a moment ago. */
const makeFolder = (folder: string): void => {
  if (mkdirSync(folder, { recursive: true, mode: 0o700 }) === undefined) return
  for (const above of [dirname(folder), dirname(dirname(folder))]) syncFolder(above)
}

/** How a full or read-only disk is told. */
export const orUnwritable = <T>(step: string, act: () => T): T => {
  try {
    return act()
  } catch (error) {
    const detail = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw new KoshinError('journal-unwritable', { step, detail })
  }
}

/** @throws KoshinError journal-unwritable */
export const writeDurably = (file: string, content: Uint8Array | string): void => {
  const temporary = `${file}.${process.pid}.tmp`
  orUnwritable('write', () => {
    makeFolder(dirname(file))
    try {
      rmSync(temporary, { force: true })
      withFile(temporary, 'wx', (descriptor) => writeFileSync(descriptor, content))
      renameSync(temporary, file)
    } catch (error) {
      rmSync(temporary, { force: true })
      throw error
    }
    syncFolder(dirname(file))
  })
}
