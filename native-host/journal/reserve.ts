import { randomBytes } from 'node:crypto'
import { existsSync, rmSync } from 'node:fs'
import { KoshinError } from '../../src/protocol/errors.ts'
import { log } from '../log.ts'
import { writeDurably } from './durable-file.ts'

/**
 * Room on the disk, taken before anything is made: a disk that fills up meanwhile can still take the bank's answer and
 * the rest of the record. Not zeros: some file systems keep those for nothing.
 */

/** The largest answer (192 KiB of bytes) and the records that follow it. */
const BYTES = 256 * 1024

/** @throws KoshinError journal-unwritable: nothing has been made yet, and nothing will be */
export const setAside = (file: string): void => writeDurably(file, randomBytes(BYTES))

export const giveBack = (file: string): void => rmSync(file, { force: true })

const isFull = (error: unknown): boolean =>
  error instanceof KoshinError && ['ENOSPC', 'EDQUOT'].includes(error.data.detail ?? '')

/** Writes; where the disk is full, once more in the room that was set aside. */
export const withReserve = (file: string, write: () => void): void => {
  try {
    write()
  } catch (error) {
    if (!isFull(error) || !existsSync(file)) throw error
    log('disk is full: the reserve is used')
    giveBack(file)
    write()
  }
}
