import { closeSync, fchmodSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/** For all to read: it is made for another user's program, and made by one that may see it. */
const MODE = 0o644

const writeWhole = (file: string, text: string): void => {
  const descriptor = openSync(file, 'wx', MODE)
  try {
    // Whatever the umask of the one who asked.
    fchmodSync(descriptor, MODE)
    writeFileSync(descriptor, text)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/**
 * Writes a file that others read at any moment: the old one or the new one, never half of it. The one on its way has another
 * ending, so that nobody who collects `*.prom` takes it.
 * @throws Error of the file system; nothing is left then
 */
export const putFile = (file: string, text: string): void => {
  const temporary = join(dirname(file), `.${basename(file)}.${process.pid}.tmp`)
  try {
    rmSync(temporary, { force: true })
    writeWhole(temporary, text)
    renameSync(temporary, file)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}
