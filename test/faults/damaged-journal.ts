import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { Journal } from '../../native-host/journal/journal.ts'
import { nextStep } from '../../native-host/journal/next-step.ts'
import { damages } from './damage.ts'
import type { Stage } from './journal-stages.ts'

/** What the journal makes of files that are not as it left them. */

/** What is read of one enrolment: all that the host decides by. */
interface Reading {
  readonly record: unknown
  readonly steps: readonly string[]
  readonly answers: readonly string[]
  readonly unreadable: readonly string[]
}

const KEYS = ['whole', 'half', 'none'] as const
const CERTIFICATES = ['this', 'other', 'torn', 'none'] as const

const readingOf = (folder: string): Reading => {
  const journal = new Journal(folder, () => 0)
  const { records, unreadable } = journal.list()
  const [record = null] = records
  const step = (key: (typeof KEYS)[number], certificate: (typeof CERTIFICATES)[number], answer: boolean) =>
    record === null ? '' : nextStep(record, { key, certificate, answer })
  const answers = journal.allAnswers().map(({ raw }) => Buffer.from(raw).toString('base64'))
  return {
    record,
    steps: KEYS.flatMap((key) => CERTIFICATES.map((certificate) => step(key, certificate, answers.length > 0))),
    answers,
    unreadable: unreadable.map(({ error }) => error.code),
  }
}

export const VERDICTS = ['as it was', 'told as damaged', 'crash', 'something else'] as const
export type Verdict = (typeof VERDICTS)[number]
export type Verdicts = Record<Verdict, number>

class DamagedJournal {
  readonly #folder: string
  readonly #files: ReadonlyMap<string, Buffer>
  readonly #truth: Reading

  /** @param folder empty, to work in */
  constructor(folder: string, { files }: Stage) {
    this.#folder = folder
    this.#files = files
    this.#put(files)
    this.#truth = readingOf(folder)
  }

  /** With these files other than they were. They are put back afterwards. */
  with(damaged: ReadonlyMap<string, Buffer>): Verdict {
    this.#put(damaged)
    try {
      return this.#verdict(readingOf(this.#folder))
    } catch {
      return 'crash'
    } finally {
      this.#put([...damaged.keys()].map((name) => [name, this.#files.get(name) ?? Buffer.alloc(0)]))
    }
  }

  /** As new files: some file systems wait for the disk where a file that is there is cut and written again. */
  #put(files: Iterable<readonly [string, Buffer]>): void {
    for (const [name, bytes] of files) {
      rmSync(join(this.#folder, name), { force: true })
      writeFileSync(join(this.#folder, name), bytes)
    }
  }

  /** A damaged answer is left out, and the bank asked for it once more; it never becomes another. */
  #verdict(reading: Reading): Verdict {
    if (reading.answers.some((answer) => !this.#truth.answers.includes(answer))) return 'something else'
    const isMissing = reading.answers.length < this.#truth.answers.length
    if (reading.record === null)
      return isDeepStrictEqual(reading.unreadable, ['journal-damaged']) ? 'told as damaged' : 'something else'
    if (!isDeepStrictEqual(reading.record, this.#truth.record) || reading.unreadable.length > 0) return 'something else'
    if (isMissing) return 'told as damaged'
    return isDeepStrictEqual(reading.steps, this.#truth.steps) ? 'as it was' : 'something else'
  }
}

/** Which files are damaged at once, and what is to become of that. */
const groupsOf = ({ files }: Stage): [readonly string[], Verdict][] => {
  const records = [...files.keys()].filter((name) => !name.endsWith('.answer'))
  const answers = [...files.keys()].filter((name) => name.endsWith('.answer'))
  return [
    ...records.map((name): [string[], Verdict] => [[name], 'as it was']),
    [records, 'told as damaged'],
    ...answers.map((name): [string[], Verdict] => [[name], 'told as damaged']),
  ]
}

/**
 * Damages the files of a stage in every way, one of both records, both, and the answer.
 * @param scratch a folder for folders
 * @returns how often each came out, and what came out otherwise than it was to
 */
export const tryStage = (scratch: string, stage: Stage): { verdicts: Verdicts; wrong: string[] } => {
  const journal = new DamagedJournal(mkdtempSync(join(scratch, 'journal-')), stage)
  const verdicts: Verdicts = { 'as it was': 0, 'told as damaged': 0, crash: 0, 'something else': 0 }
  const wrong: string[] = []
  for (const [names, wanted] of groupsOf(stage))
    for (const { what, bytes } of damages(stage.files.get(names[0] ?? '') ?? Buffer.alloc(0))) {
      const verdict = journal.with(new Map(names.map((name) => [name, bytes])))
      verdicts[verdict] += 1
      if (verdict !== wanted) wrong.push(`${stage.name}, ${names.join(' and ')}, ${what}: ${verdict}`)
    }
  return { verdicts, wrong }
}
