import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { damagedDesks } from '../faults/damaged-desks.ts'
import { tryStage } from '../faults/damaged-journal.ts'
import { journalStages, type Stage } from '../faults/journal-stages.ts'
import { RenewalParts } from '../faults/renewal-parts.ts'
import { Tally } from '../faults/tally.ts'

/** One state of the journal that test/faults/journal-bytes.grid.ts tries all of: every byte of what a host has left. */

/** On a busy computer; alone, a few seconds. */
const LIMIT_MS = 180_000

let parts: RenewalParts
let stages: Stage[] = []
let scratch: string
beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'koshin-journal-bytes-'))
  vi.stubEnv('XDG_STATE_HOME', join(scratch, 'state'))
  parts = await RenewalParts.prepare()
  stages = await journalStages(parts)
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await Promise.all(stages.map(({ desk }) => desk.clear()))
  await parts.clear()
  rmSync(scratch, { recursive: true })
})

const stageNamed = (wanted: string): Stage => {
  const stage = stages.find(({ name }) => name === wanted)
  if (stage === undefined) throw new Error(`no stage ${wanted}`)
  return stage
}

test(
  'a journal with any byte cut off or changed is as it was, or told as damaged',
  () => {
    const { verdicts, wrong } = tryStage(scratch, stageNamed('requested, answered'))
    expect(wrong).toEqual([])
    expect(verdicts['as it was']).toBeGreaterThan(5000)
  },
  LIMIT_MS,
)

test(
  'the real host goes on from what is left, or finds on the token what was lost',
  async () => {
    const tally = await Tally.of(damagedDesks(parts, [stageNamed('requested, answered')], 3))
    expect(tally.failures).toEqual([])
    expect(tally.ended('resumed')).toBe(tally.outcomes.length)
  },
  LIMIT_MS,
)
