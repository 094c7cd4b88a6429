import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { damagedDesks } from './damaged-desks.ts'
import { tryStage, VERDICTS, type Verdicts } from './damaged-journal.ts'
import { writeFigures } from './figures.ts'
import { journalStages, type Stage } from './journal-stages.ts'
import { RenewalParts } from './renewal-parts.ts'
import { Tally } from './tally.ts'

/** Every file of the journal at every state of a renewal: cut at every byte, flipped at every byte, zeroed in every block. */

let parts: RenewalParts
let stages: Stage[] = []
let scratch: string
beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'koshin-journal-bytes-'))
  parts = await RenewalParts.prepare()
  stages = await journalStages(parts)
})
afterAll(async () => {
  await Promise.all(stages.map(({ desk }) => desk.clear()))
  await parts.clear()
  rmSync(scratch, { recursive: true })
})

const totals = { states: 0, files: 0, damages: 0 }
const verdicts: Verdicts = { 'as it was': 0, 'told as damaged': 0, crash: 0, 'something else': 0 }
const STATES = 9

describe('a damaged journal', () => {
  beforeAll(() => vi.stubEnv('XDG_STATE_HOME', join(scratch, 'state')))
  afterAll(() => vi.unstubAllEnvs())

  test.each(Array.from({ length: STATES }, (_, at) => at))('at state %i is as it was, or told as damaged', (at) => {
    const stage = stages[at]
    if (stage === undefined) throw new Error('a renewal has fewer states')
    const tried = tryStage(scratch, stage)
    totals.states += 1
    totals.files += stage.files.size
    for (const verdict of VERDICTS) {
      verdicts[verdict] += tried.verdicts[verdict]
      totals.damages += tried.verdicts[verdict]
    }
    expect(tried.wrong).toEqual([])
  })

  test('has been tried at all of them', () => {
    expect(stages.map(({ name }) => name)).toEqual([
      'planned',
      'key-made',
      'requested',
      'requested, answered',
      'issued',
      'written',
      'proven',
      'done',
      'discarded',
    ])
  })
})

test('the real host goes on from a sample of them, or finds what was lost on the token', async () => {
  const tally = await Tally.of(damagedDesks(parts, stages, 200))
  writeFigures('3-journal-bytes', {
    grid: 'Journal cut and flipped',
    counts: {
      'states, each with its files': totals.states,
      files: totals.files,
      'files cut, flipped or zeroed': totals.damages,
      'read as it was, from the other of both files': verdicts['as it was'],
      'told as damaged': verdicts['told as damaged'],
      crashes: verdicts.crash,
      'another state, key or certificate': verdicts['something else'],
      'of these, gone on from with the real host': tally.outcomes.length,
      'without a good end': tally.failures.length,
    },
  })
  expect(tally.failures).toEqual([])
})
