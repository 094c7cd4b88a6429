import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { KoshinError } from '../../src/protocol/errors.ts'
import type { EnrolmentState } from '../../src/protocol/schema.ts'
import { log } from '../log.ts'
import { orUnwritable, writeDurably } from './durable-file.ts'
import { advanced, decodeRecord, type EnrolmentRecord, encodeRecord, type RecordFields } from './record.ts'

const RECORD_FILE = /^([0-9a-f]{32})\.json$/

export interface Listed {
  readonly records: readonly EnrolmentRecord[]
  /** Ids of records that cannot be read, with the reason: damaged, or newer than this host. */
  readonly unreadable: readonly { readonly id: string; readonly error: KoshinError }[]
}

/** Every enrolment, one file each; and beside it what the bank answered, as it came. Each change is on the disk when it returns. */
export class Journal {
  readonly #folder: string
  readonly #now: () => number

  constructor(folder: string, now: () => number) {
    this.#folder = folder
    this.#now = now
  }

  list(): Listed {
    const records: EnrolmentRecord[] = []
    const unreadable: { id: string; error: KoshinError }[] = []
    for (const id of this.#ids()) {
      try {
        records.push(this.read(id))
      } catch (error) {
        if (!(error instanceof KoshinError)) throw error
        log('enrolment cannot be read', { id, code: error.code, detail: error.data.detail })
        unreadable.push({ id, error })
      }
    }
    return { records: records.sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1)), unreadable }
  }

  /** @throws KoshinError enrolment-unknown, journal-damaged, journal-newer */
  read(id: string): EnrolmentRecord {
    const file = this.#recordFile(id)
    if (!existsSync(file)) throw new KoshinError('enrolment-unknown')
    const record = decodeRecord(readFileSync(file, 'utf8'))
    if (record.id !== id) throw new KoshinError('journal-damaged', { detail: 'id' })
    return record
  }

  /** @throws KoshinError journal-unwritable */
  create(record: EnrolmentRecord): void {
    writeDurably(this.#recordFile(record.id), encodeRecord(record))
  }

  /** Reads anew first: another window may have gone on with it. @throws KoshinError enrolment-state, journal-… */
  advance(id: string, state: EnrolmentState, fields: RecordFields = {}): EnrolmentRecord {
    const record = advanced(this.read(id), state, fields, this.#now())
    writeDurably(this.#recordFile(id), encodeRecord(record))
    return record
  }

  /** @throws KoshinError journal-unwritable */
  saveAnswer(id: string, raw: Uint8Array): void {
    writeDurably(this.#answerFile(id), raw)
  }

  readAnswer(id: string): Uint8Array | null {
    const file = this.#answerFile(id)
    return existsSync(file) ? readFileSync(file) : null
  }

  removeAnswer(id: string): void {
    orUnwritable('remove', () => rmSync(this.#answerFile(id), { force: true }))
  }

  #ids(): string[] {
    if (!existsSync(this.#folder)) return []
    return readdirSync(this.#folder).flatMap((name) => RECORD_FILE.exec(name)?.[1] ?? [])
  }

  #recordFile(id: string): string {
    return join(this.#folder, `${id}.json`)
  }

  #answerFile(id: string): string {
    return join(this.#folder, `${id}.answer`)
  }
}
