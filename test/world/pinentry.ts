import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** What the person does at the next dialogs: types a PIN, stops (null), says yes or no to a question. */
export type Answers = readonly (string | boolean | null)[]

/** A pinentry that a test has told what to type. */
export interface ScriptedPinentry {
  /** Path of the program, for the host's configuration. */
  readonly program: string
  typesNext(...answers: Answers): void
  /** The dialogs shown since then, as the person read them. */
  shown(): { readonly question: string; readonly title: string; readonly description: string; readonly error: string }[]
}

export const scriptedPinentry = (folder: string, answers: Answers = []): ScriptedPinentry => {
  const script = resolve('test/native-host/scripted-pinentry.mjs')
  const told = join(folder, 'pinentry.json')
  const program = join(folder, 'pinentry')
  const typesNext = (...next: Answers): void => writeFileSync(told, JSON.stringify({ answers: next, shown: [] }))
  typesNext(...answers)
  writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' '${script}' '${told}'\n`)
  chmodSync(program, 0o755)
  return { program, typesNext, shown: () => JSON.parse(readFileSync(told, 'utf8')).shown }
}
