import type { BaseBlock } from 'asn1js'
import { type Element, Malformed } from './der-read.ts'

/** pkijs as a codec: it reads and writes the structures; what it is lenient about is looked at on this side. */

/** Runs pkijs, whose errors are of many kinds and say nothing of the input: none of them leaves this folder. */
const tamed = <T>(what: string, run: () => T): T => {
  try {
    return run()
  } catch {
    throw new Malformed(`${what} of a wrong form`)
  }
}

type Structure<T> = new (parameters: { schema: BaseBlock }) => T

/**
 * An element that has passed the gate (der-read.ts) as one of the structures of pkijs, which checks order and types. It
 * overlooks whatever follows the last part, and takes truth values and object identifiers of any length, even none.
 * @throws Malformed
 */
export const structureOf = <T>(Type: Structure<T>, { block }: Element, what: string): T =>
  tamed(what, () => new Type({ schema: block }))

/** @throws Malformed where pkijs cannot write it */
export const writtenBy = (what: string, write: () => BaseBlock): Uint8Array =>
  tamed(what, () => new Uint8Array(write().toBER()))
