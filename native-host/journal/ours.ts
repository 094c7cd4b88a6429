import { statSync } from 'node:fs'
import { KoshinError } from '../../src/protocol/errors.ts'

/**
 * A journal that others can write to could name another key or another certificate. A folder that is not there yet is
 * made with the right mode; Windows keeps a user's own folders by other means.
 * @throws KoshinError journal-not-ours
 */
export const requireOurs = (folder: string): void => {
  if (process.platform === 'win32') return
  const found = statSync(folder, { throwIfNoEntry: false })
  if (found === undefined) return
  if (found.uid !== process.getuid?.()) throw new KoshinError('journal-not-ours', { detail: 'owner' })
  if ((found.mode & 0o022) !== 0) throw new KoshinError('journal-not-ours', { detail: 'mode' })
}
