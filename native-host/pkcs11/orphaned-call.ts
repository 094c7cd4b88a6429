import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { writeDurably } from '../journal/durable-file.ts'
import { log } from '../log.ts'
import type { TokenName } from './names.ts'
import { tokenKey } from './token-key.ts'

/**
 * How a call of a token ended that outlived its host. The module's process writes it down when it comes back and finds
 * nobody to tell; the next host that has the token puts it into the log. What to do is read from the token, not from here.
 */

const callSchema = v.strictObject({
  verb: v.string(),
  /** CKA_ID, hexadecimal. */
  id: v.string(),
  /** `ok`, a Cryptoki return value's name, or one of our own faults. */
  outcome: v.string(),
  at: v.string(),
})
type OrphanedCall = v.InferOutput<typeof callSchema>

const folderIn = (stateFolder: string): string => join(stateFolder, 'orphaned-calls')

/** @throws KoshinError journal-unwritable */
export const recordOrphan = (stateFolder: string, token: TokenName, call: OrphanedCall): void =>
  writeDurably(join(folderIn(stateFolder), `${tokenKey(token)}.${process.pid}`), `${JSON.stringify(call)}\n`)

const read = (file: string): OrphanedCall | null => {
  try {
    const result = v.safeParse(callSchema, JSON.parse(readFileSync(file, 'utf8')))
    return result.success ? result.output : null
  } catch {
    return null
  }
}

/** The log takes long words for secrets: the beginning of an id is enough to know it by. */
const SHOWN_DIGITS = 12

/** To be called by whoever holds the token's lock. */
export const tellOrphans = (stateFolder: string, token: TokenName): void => {
  const folder = folderIn(stateFolder)
  if (!existsSync(folder)) return
  for (const name of readdirSync(folder).filter((file) => file.startsWith(`${tokenKey(token)}.`))) {
    const file = join(folder, name)
    const call = read(file)
    if (call === null) log('orphaned call cannot be read')
    else log('orphaned call', { ...call, id: call.id.slice(0, SHOWN_DIGITS) })
    rmSync(file, { force: true })
  }
}
