import { join } from 'node:path'
import { KoshinError } from '../../src/protocol/errors.ts'
import type { EnrolmentState } from '../../src/protocol/schema.ts'
import { log } from '../log.ts'
import type { SavedAnswer } from './answer-file.ts'
import { AnswerFiles } from './answer-files.ts'
import { sweep } from './leftovers.ts'
import { advanced, type EnrolmentRecord, isOpen, type RecordFields } from './record.ts'
import { RecordFiles } from './record-files.ts'
import { giveBack, setAside, withReserve } from './reserve.ts'

export interface Listed {
  readonly records: readonly EnrolmentRecord[]
  /** Ids of records that cannot be read, with the reason: damaged, or newer than this host. */
  readonly unreadable: readonly { readonly id: string; readonly error: KoshinError }[]
}

/** Every enrolment and everything that banks answered. Each change is on the disk when it returns. */
export class Journal {
  readonly #folder: string
  readonly #now: () => number
  readonly #records: RecordFiles
  readonly #answers: AnswerFiles

  constructor(folder: string, now: () => number) {
    this.#folder = folder
    this.#now = now
    this.#records = new RecordFiles(folder)
    this.#answers = new AnswerFiles(folder)
  }

  /** @throws KoshinError journal-not-ours */
  list(): Listed {
    const records: EnrolmentRecord[] = []
    const unreadable: { id: string; error: KoshinError }[] = []
    for (const id of this.#records.ids()) {
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

  /** @throws KoshinError enrolment-unknown, journal-damaged, journal-newer, journal-not-ours */
  read(id: string): EnrolmentRecord {
    return this.#records.read(id)
  }

  /** Sets room aside for all that is to follow, then writes the first record. @throws KoshinError journal-unwritable */
  create(record: EnrolmentRecord): void {
    sweep(this.#folder, (id) => this.#mayBeOpen(id), this.#now())
    setAside(this.#reserve(record.id))
    this.#records.write(record)
  }

  /** Reads anew first: another window may have gone on with it. @throws KoshinError enrolment-state, journal-… */
  advance(id: string, state: EnrolmentState, fields: RecordFields = {}): EnrolmentRecord {
    const record = advanced(this.read(id), state, fields, this.#now())
    withReserve(this.#reserve(id), () => this.#records.write(record))
    if (!isOpen(record)) giveBack(this.#reserve(id))
    return record
  }

  /** @throws KoshinError journal-unwritable */
  saveAnswer(record: EnrolmentRecord, raw: Uint8Array): void {
    withReserve(this.#reserve(record.id), () => this.#answers.save(record, raw, this.#now()))
  }

  /** What the bank answered to one enrolment, the newest first. */
  answers(id: string): SavedAnswer[] {
    return this.#answers.of(id)
  }

  allAnswers(): SavedAnswer[] {
    return this.#answers.all()
  }

  removeAnswers(id: string): void {
    this.#answers.remove(id)
  }

  /** Damaged records are listed no more; they are kept as they are, in a folder of their own. Later versions' stay. */
  putDamagedAway(): void {
    for (const { id, error } of this.list().unreadable) if (error.code === 'journal-damaged') this.#records.putAway(id)
  }

  #mayBeOpen(id: string): boolean {
    try {
      return isOpen(this.read(id))
    } catch (error) {
      if (!(error instanceof KoshinError)) throw error
      return error.code !== 'enrolment-unknown'
    }
  }

  #reserve(id: string): string {
    return join(this.#folder, `${id}.reserve`)
  }
}
