import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { KoshinError } from '../../src/protocol/errors.ts'
import { log } from '../log.ts'
import { decodeAnswer, encodeAnswer, type SavedAnswer } from './answer-file.ts'
import { orUnwritable, writeDurably } from './durable-file.ts'
import type { EnrolmentRecord } from './record.ts'

/** All answers that came, numbered: none is written over, for a bad one may follow a good one. */

const FILE = /^([0-9a-f]{32})\.(\d{1,4})\.answer$/

interface Named {
  readonly file: string
  readonly id: string
  readonly number: number
}

export class AnswerFiles {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  /** One that is there already is not saved a second time. @throws KoshinError journal-unwritable */
  save(record: EnrolmentRecord, raw: Uint8Array, now: number): void {
    if (this.of(record.id).some((saved) => Buffer.compare(saved.raw, raw) === 0)) return
    const number = 1 + Math.max(0, ...this.#named(record.id).map((named) => named.number))
    writeDurably(join(this.#folder, `${record.id}.${number}.answer`), encodeAnswer(record, raw, now))
  }

  /** The answers of one enrolment, the newest first; damaged ones are left out, and logged. */
  of(id: string): SavedAnswer[] {
    return this.#named(id)
      .toSorted((a, b) => b.number - a.number)
      .flatMap((named) => this.#read(named))
  }

  /** Every answer that can be read, of whatever enrolment. */
  all(): SavedAnswer[] {
    return this.#named(null).flatMap((named) => this.#read(named))
  }

  remove(id: string): void {
    orUnwritable('remove', () => {
      for (const { file } of this.#named(id)) rmSync(join(this.#folder, file), { force: true })
    })
  }

  #named(wanted: string | null): Named[] {
    if (!existsSync(this.#folder)) return []
    return readdirSync(this.#folder).flatMap((file) => {
      const [, id, number] = FILE.exec(file) ?? []
      return id !== undefined && (wanted ?? id) === id ? [{ file, id, number: Number(number) }] : []
    })
  }

  #read({ file, id }: Named): SavedAnswer[] {
    try {
      const saved = decodeAnswer(readFileSync(join(this.#folder, file)))
      if (saved.enrolment === id) return [saved]
      log('answer cannot be read', { id, detail: 'id' })
    } catch (error) {
      if (!(error instanceof KoshinError)) throw error
      log('answer cannot be read', { id, detail: error.data.detail })
    }
    return []
  }
}
