import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type HeldToken, makeHeldToken } from './held-token.ts'
import type { Answers } from './pinentry.ts'
import { openStage, type Stage } from './stage.ts'
import type { WorldOptions } from './world.ts'

/** A stage whose token waits where a test says so. */
export interface HeldStage extends Stage {
  readonly held: HeldToken
}

export const openHeldStage = async (answers: Answers, options: Partial<WorldOptions> = {}): Promise<HeldStage> => {
  const folder = mkdtempSync(join(tmpdir(), 'koshin-held-'))
  const held = makeHeldToken(folder)
  const stage = await openStage(answers, { module: held.module, more: held.environment, ...options })
  return {
    ...stage,
    held,
    close: async () => {
      // A module's process that still waits would keep its files.
      rmSync(folder, { recursive: true, force: true })
      await stage.close()
    },
  }
}
