import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import type { Desk } from '../native-host/desk.ts'
import type { Kind, Witness } from './witness.ts'

/** What is in the computer's own store: the rows of NSS's tables, read by SQLite's own program. */

/** PKCS#11 v3.1 §4.4, as NSS keeps numbers: four bytes, the most significant first. */
const CLASSES: Readonly<Record<string, Kind>> = {
  "X'00000001'": 'Certificate',
  "X'00000002'": 'Public Key',
  "X'00000003'": 'Private Key',
}
const TABLES = [
  ['cert9.db', 'nssPublic'],
  ['key4.db', 'nssPrivate'],
] as const

/** Columns of a table are named after attributes: a0 is CKA_CLASS, a102 CKA_ID. Whoever reads first takes back what was cut off. */
const rowsOf = (desk: Desk, file: string, query: string): string[] =>
  execFileSync('sqlite3', ['-cmd', '.mode quote', join(desk.database, file), query], { encoding: 'utf8' })
    .split('\n')
    .filter((row) => row !== '')

/** Every row whole. */
const objectsIn = (desk: Desk): string[] =>
  TABLES.flatMap(([file, table]) => rowsOf(desk, file, `SELECT * FROM ${table}`))

const madeIn = (desk: Desk): [Kind, string][] =>
  TABLES.flatMap(([file, table]) =>
    rowsOf(desk, file, `SELECT a0, a102 FROM ${table} WHERE hex(a102) LIKE hex('koshin') || '%'`),
  ).flatMap((row): [Kind, string][] => {
    const [kind = '', id = ''] = row.split(',')
    const known = CLASSES[kind]
    return known === undefined ? [] : [[known, id.slice(2, -1).toLowerCase()]]
  })

export class DatabaseWitness implements Witness {
  readonly #desk: Desk
  readonly #before: readonly string[]

  /** @param before a desk with the store as it was before the renewal */
  constructor(desk: Desk, before: Desk) {
    this.#desk = desk
    this.#before = objectsIn(before)
  }

  get changed(): number {
    const now = new Set(objectsIn(this.#desk))
    return this.#before.filter((row) => !now.has(row)).length
  }

  made(): Record<Kind, string[]> {
    const made: Record<Kind, string[]> = { 'Private Key': [], 'Public Key': [], Certificate: [] }
    for (const [kind, id] of madeIn(this.#desk)) made[kind].push(id)
    return made
  }
}
