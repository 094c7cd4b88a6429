import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Display, openDisplay } from './display.ts'
import { type Answers, type ScriptedPinentry, scriptedPinentry } from './pinentry.ts'
import { makeWorld, type World, type WorldOptions } from './world.ts'

/** A world on a display of its own, with a scripted person at the PIN dialog, and eyes of other programs on the token. */
export interface Stage {
  readonly world: World
  readonly display: Display
  readonly pinentry: ScriptedPinentry
  readonly folder: string
  /** Key pairs and certificates on the token, as pkcs11-tool counts them. */
  objects(): { readonly privateKeys: number; readonly certificates: number }
  /** Every object of the token by file name; SoftHSM keeps one in a file. Its record of the token itself is left out. */
  objectFiles(): Map<string, string>
  /** Looks at a copy of the token: a log-in writes its record anew, and for that moment SoftHSM shows nobody else the token. */
  pkcs11Tool(...words: string[]): string
  close(): Promise<void>
}

export const openStage = async (answers: Answers, options: Partial<WorldOptions> = {}): Promise<Stage> => {
  const folder = mkdtempSync(join(tmpdir(), 'koshin-e2e-'))
  const display = await openDisplay()
  const pinentry = scriptedPinentry(folder, answers)
  const world = await makeWorld({ folder, display: display.name, pinentry: pinentry.program, ...options })
  const pkcs11Tool = (...words: string[]): string => {
    const copy = mkdtempSync(join(folder, 'seen-'))
    cpSync(join(folder, 'token'), join(copy, 'token'), { recursive: true })
    const config = readFileSync(world.token.configFile, 'utf8').replaceAll(folder, copy)
    writeFileSync(join(copy, 'softhsm2.conf'), config)
    return execFileSync('pkcs11-tool', ['--module', world.token.module, '--token-label', world.token.label, ...words], {
      env: { ...process.env, ...world.environment, SOFTHSM2_CONF: join(copy, 'softhsm2.conf') },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
  }
  const count = (kind: string): number =>
    pkcs11Tool('--login', '--pin', world.token.pin, '--list-objects', '--type', kind).match(/^\w.* Object/gm)?.length ??
    0
  return {
    world,
    display,
    pinentry,
    folder,
    pkcs11Tool,
    objects: () => ({ privateKeys: count('privkey'), certificates: count('cert') }),
    objectFiles: () => {
      const tokens = join(folder, 'token')
      const files = readdirSync(tokens, { recursive: true, encoding: 'utf8' }).filter(
        (file) => file.endsWith('.object') && !file.endsWith('token.object'),
      )
      return new Map(files.map((file) => [file, readFileSync(join(tokens, file)).toString('base64')]))
    },
    close: async () => {
      await world.close()
      await display.close()
      // The host and its module's process may still be leaving.
      await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 })
    },
  }
}
