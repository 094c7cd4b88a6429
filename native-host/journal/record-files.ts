import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { KoshinError } from '../../src/protocol/errors.ts'
import { log } from '../log.ts'
import { orUnwritable, writeDurably } from './durable-file.ts'
import { requireOurs } from './ours.ts'
import { decodeRecord, type EnrolmentRecord, encodeRecord } from './record.ts'
import { damaged } from './sealed.ts'

/**
 * Records on the disk, each in two files with the same bytes. The copy is written first: it is never behind, so that
 * what is read from it has happened at most a moment later than the record itself says.
 */

const FILE = /^([0-9a-f]{32})\.(?:json|copy)$/

type Read = { readonly record: EnrolmentRecord } | { readonly error: KoshinError } | null

const attempt = (file: string, id: string): Read => {
  if (!existsSync(file)) return null
  try {
    const record = decodeRecord(readFileSync(file, 'utf8'))
    return record.id === id ? { record } : { error: damaged('id') }
  } catch (error) {
    if (error instanceof KoshinError) return { error }
    throw error
  }
}

const isNewer = (read: Read): boolean => read !== null && 'error' in read && read.error.code === 'journal-newer'

export class RecordFiles {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  /** @throws KoshinError journal-not-ours */
  ids(): string[] {
    requireOurs(this.#folder)
    if (!existsSync(this.#folder)) return []
    return [...new Set(readdirSync(this.#folder).flatMap((name) => FILE.exec(name)?.[1] ?? []))]
  }

  /** @throws KoshinError enrolment-unknown, journal-damaged, journal-newer, journal-not-ours */
  read(id: string): EnrolmentRecord {
    requireOurs(this.#folder)
    const main = attempt(this.#main(id), id)
    if (main !== null && 'record' in main) return main.record
    const copy = isNewer(main) ? null : attempt(this.#copy(id), id)
    if (copy !== null && 'record' in copy) {
      log('record is read from its copy', { id, detail: main === null ? 'missing' : main.error.data.detail })
      return copy.record
    }
    throw main?.error ?? copy?.error ?? new KoshinError('enrolment-unknown')
  }

  /** @throws KoshinError journal-unwritable, journal-not-ours */
  write(record: EnrolmentRecord): void {
    requireOurs(this.#folder)
    const text = encodeRecord(record)
    writeDurably(this.#copy(record.id), text)
    writeDurably(this.#main(record.id), text)
  }

  /** Puts a record that cannot be read where nobody looks for it, as it is. */
  putAway(id: string): void {
    const away = join(this.#folder, 'damaged')
    orUnwritable('put away', () => {
      mkdirSync(away, { recursive: true, mode: 0o700 })
      for (const file of [this.#main(id), this.#copy(id)])
        if (existsSync(file)) renameSync(file, join(away, file.slice(this.#folder.length + 1)))
    })
  }

  #main(id: string): string {
    return join(this.#folder, `${id}.json`)
  }

  #copy(id: string): string {
    return join(this.#folder, `${id}.copy`)
  }
}
