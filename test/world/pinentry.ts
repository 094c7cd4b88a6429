import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** What the person does at the next dialogs: types a PIN, stops (null), says yes or no to a question. */
export type Answers = readonly (string | boolean | null)[]

/** A pinentry that a test has told what to type. */
export interface ScriptedPinentry {
  /** Path of the program, for the host's configuration. */
  readonly program: string
  typesNext(...answers: Answers): void
  /** The dialogs shown since then, as the person read them. */
  shown(): { readonly question: string; readonly title: string; readonly description: string; readonly error: string }[]
  /** From now on the person looks for the PIN and types nothing. */
  hold(): void
  /** Waits until a dialog is there that nobody answers. */
  reached(): Promise<void>
  letGo(): void
}

export const scriptedPinentry = (folder: string, answers: Answers = []): ScriptedPinentry => {
  const script = resolve('test/native-host/scripted-pinentry.mjs')
  const told = join(folder, 'pinentry.json')
  const program = join(folder, 'pinentry')
  const held = join(folder, 'pinentry-held')
  const reached = join(folder, 'pinentry-reached')
  const typesNext = (...next: Answers): void => writeFileSync(told, JSON.stringify({ answers: next, shown: [] }))
  typesNext(...answers)
  const wait = `while [ -e '${held}' ]; do : >'${reached}'; sleep 0.1; done`
  writeFileSync(program, `#!/bin/sh\n${wait}\nexec '${process.execPath}' '${script}' '${told}'\n`)
  chmodSync(program, 0o755)
  return {
    program,
    typesNext,
    shown: () => JSON.parse(readFileSync(told, 'utf8')).shown,
    hold: () => {
      rmSync(reached, { force: true })
      writeFileSync(held, '')
    },
    reached: async () => {
      for (const end = Date.now() + 30_000; Date.now() < end; await sleep(50)) if (existsSync(reached)) return
      throw new Error('Nobody has asked for a PIN')
    },
    letGo: () => rmSync(held, { force: true }),
  }
}
