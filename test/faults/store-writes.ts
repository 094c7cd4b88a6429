import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { KoshinError } from '../../src/protocol/errors.ts'
import type { Desk } from '../native-host/desk.ts'
import { BUNDLE } from '../native-host/host.ts'
import { comeBack, type Outcome } from './accident.ts'
import type { Mood } from './customer.ts'
import type { Part, RenewalParts } from './renewal-parts.ts'
import type { Cell } from './tally.ts'

/** The process of an NSS database dies at one of the writes that SQLite does: what a loss of power or a full memory cuts through. */

const SOURCE = 'test/faults/write-killer/write-killer.c'
const LIBRARY = resolve('.scratch/write-killer.so')
const PARTS: readonly Part[] = ['answer at once', 'discard']
/** count, the call to die at, whether after it. */
const FIELDS = 3

const build = (): void => {
  mkdirSync('.scratch', { recursive: true })
  const unfinished = `${LIBRARY}.${process.pid}`
  execFileSync('gcc', ['-shared', '-fPIC', '-O1', '-Wall', '-Wextra', '-o', unfinished, SOURCE, '-ldl'])
  renameSync(unfinished, LIBRARY)
}

const planOf = (desk: Desk): string => desk.tools.path('writes')

const plan = (desk: Desk, at: number, isAfter: boolean): NodeJS.ProcessEnv => {
  const numbers = Buffer.alloc(FIELDS * 8)
  numbers.writeBigUInt64LE(BigInt(at), 8)
  numbers.writeBigUInt64LE(isAfter ? 1n : 0n, 16)
  writeFileSync(planOf(desk), numbers)
  return { LD_PRELOAD: LIBRARY, KOSHIN_WRITES: planOf(desk) }
}

const countOf = (desk: Desk): number => Number(readFileSync(planOf(desk)).readBigUInt64LE(0))

const unlessTyped = (error: unknown): void => {
  if (!(error instanceof KoshinError)) throw error
}

const run = async (parts: RenewalParts, part: Part, mood: Mood, at: number): Promise<Outcome> => {
  const begun = parts.begin(part)
  try {
    const host = await begun.desk.host(plan(begun.desk, at, mood === 'presses again'), BUNDLE)
    await parts.carryOut(part, begun, host).catch(unlessTyped)
    await host.close()
    if (countOf(begun.desk) < at) throw new Error('the store did not come to this write')
    return await comeBack(begun, mood)
  } finally {
    await begun.desk.clear()
  }
}

/** How many writes a part needs that goes well. */
const writesOf = async (parts: RenewalParts, part: Part): Promise<number> => {
  const begun = parts.begin(part)
  try {
    await parts.carryOut(part, begun, await begun.desk.host(plan(begun.desk, 0, false), BUNDLE))
    return countOf(begun.desk)
  } finally {
    await begun.desk.clear()
  }
}

/** One cell before and one after every write of every part. */
export const storeWrites = async (parts: RenewalParts): Promise<Cell[]> => {
  build()
  const cells: Cell[] = []
  for (const part of PARTS)
    for (let at = 1, count = await writesOf(parts, part); at <= count; at++)
      cells.push(
        { name: `${part} before write ${at}`, run: () => run(parts, part, 'goes on', at) },
        { name: `${part} after write ${at}`, run: () => run(parts, part, 'presses again', at) },
      )
  return cells
}
