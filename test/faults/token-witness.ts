import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Desk, LABEL } from '../native-host/desk.ts'
import { OLD_ID } from '../native-host/token.ts'
import type { Kind, Witness } from './witness.ts'

/** What is on the token, seen past Koshin: by another program, and byte by byte in SoftHSM2's own files. */

const OBJECT = /^(Private Key|Public Key|Certificate) Object;[\s\S]*?^ {2}ID: +([0-9a-f]*)$/gm

/** Files that SoftHSM2 keeps for the token as a whole, and changes with every log-in. */
const ofToken = (name: string): boolean => !name.endsWith('.object') || name.endsWith('token.object')

const objectFiles = (desk: Desk): [string, Buffer][] => {
  const folder = desk.tools.path('tokens')
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => !ofToken(name))
    .map((name) => [name, readFileSync(join(folder, name))])
}

export class TokenWitness implements Witness {
  readonly #desk: Desk
  readonly #before: ReadonlyMap<string, Buffer>

  /** @param before a desk with the token as it was before the renewal */
  constructor(desk: Desk, before: Desk) {
    this.#desk = desk
    this.#before = new Map(objectFiles(before))
  }

  get changed(): number {
    const now = new Map(objectFiles(this.#desk))
    return [...this.#before].filter(([name, bytes]) => !now.get(name)?.equals(bytes)).length
  }

  made(): Record<Kind, string[]> {
    const made: Record<Kind, string[]> = { 'Private Key': [], 'Public Key': [], Certificate: [] }
    for (const [, kind, id = ''] of this.#desk.tools.objects(LABEL).matchAll(OBJECT))
      if (id !== OLD_ID) made[kind as Kind].push(id)
    return made
  }
}
