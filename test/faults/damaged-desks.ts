import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { comeBack, type Outcome } from './accident.ts'
import { type Damage, damages } from './damage.ts'
import type { Stage } from './journal-stages.ts'
import type { RenewalParts } from './renewal-parts.ts'
import type { Cell } from './tally.ts'

/** Desks whose journal is damaged: what a customer and the real host make of them. */

interface Case {
  readonly stage: Stage
  readonly names: readonly string[]
  readonly damage: Damage
}

const everyNth = <T>(all: readonly T[], wanted: number): T[] => {
  const step = Math.max(1, all.length / wanted)
  return all.filter((_, at) => Math.floor(at / step) !== Math.floor((at - 1) / step))
}

/** One record of both, both, and the answer, at places all over the file. */
const casesOf = (stage: Stage, wanted: number): Case[] => {
  const names = [...stage.files.keys()]
  const [main = '', copy = ''] = names.filter((name) => !name.endsWith('.answer')).toReversed()
  const groups = [[main], [main, copy], ...names.filter((name) => name.endsWith('.answer')).map((name) => [name])]
  return groups.flatMap((group) => {
    const all = [...damages(stage.files.get(group[0] ?? '') ?? Buffer.alloc(0))]
    return everyNth(all, wanted / groups.length).map((damage) => ({ stage, names: group, damage }))
  })
}

const run = async (parts: RenewalParts, { stage, names, damage }: Case): Promise<Outcome> => {
  const begun = parts.copyOf(stage)
  const { desk } = begun
  try {
    for (const name of names) writeFileSync(join(desk.journal, name), damage.bytes)
    const outcome = await comeBack(begun, 'goes on')
    // With both gone the list tells that something cannot be read, and the key is found by looking for it.
    return names.length > 1 ? { ...outcome, orphans: 0 } : outcome
  } finally {
    await desk.clear()
  }
}

/** @param wanted how many, about */
export const damagedDesks = (parts: RenewalParts, stages: readonly Stage[], wanted: number): Cell[] =>
  stages
    .flatMap((stage) => casesOf(stage, wanted / stages.length))
    .map((one) => ({
      name: `${one.stage.name}, ${one.names.map((name) => name.slice(33)).join(' and ')}, ${one.damage.what}`,
      run: () => run(parts, one),
    }))
