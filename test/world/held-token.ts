import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** Where a token can be made to take its time: before a key is made, after it, and before an object is written. */
export type HeldCall = 'C_GenerateKeyPair' | 'C_GenerateKeyPair.after' | 'C_CreateObject'

/** A SoftHSM2 whose calls a test holds (test/world/held-token/held-token.c). */
export interface HeldToken {
  /** Path of the module, for the host's configuration. */
  readonly module: string
  /** Its environment, for every program of the world. */
  readonly environment: Record<string, string>
  hold(call: HeldCall): void
  /** Waits until the host's module process stands in the held call. */
  reached(call: HeldCall): Promise<void>
  letGo(call: HeldCall): void
}

/** Compiles the module into the folder. */
export const makeHeldToken = (folder: string): HeldToken => {
  const holds = join(folder, 'holds')
  const module = join(folder, 'held-token.so')
  mkdirSync(holds, { recursive: true })
  execFileSync('gcc', ['-shared', '-fPIC', '-w', '-o', module, resolve('test/world/held-token/held-token.c'), '-ldl'])
  return {
    module,
    environment: { KOSHIN_HOLD: holds },
    hold: (call) => writeFileSync(join(holds, call), ''),
    reached: async (call) => {
      for (const end = Date.now() + 30_000; Date.now() < end; await sleep(50))
        if (existsSync(join(holds, `${call}.reached`))) return
      throw new Error(`Nobody has called ${call}`)
    },
    letGo: (call) => rmSync(join(holds, call), { force: true }),
  }
}
