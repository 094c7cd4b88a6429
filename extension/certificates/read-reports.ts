import type { OpenedReport } from '../../src/status/reports/opened-report.ts'
import { MAX_REPORT_BYTES, type Refusal, readReport } from '../../src/status/reports/read-report.ts'
import { type FileFault, readTextFile } from '../ui/text-file.ts'

/** Files that somebody has chosen as reports: each is read alone, and a bad one spoils no other. */

/** 64 MiB: of more the page would take more memory than it should. */
export const MAX_TOGETHER_BYTES = 16 * MAX_REPORT_BYTES

/** Files on their way at the same time: waiting for a disk or a share takes longer than reading what has come. */
const AT_ONCE = 8

export type FileRefusal = Refusal | { readonly why: FileFault | 'too-many' }

export interface RefusedFile {
  readonly fileName: string
  readonly refusal: FileRefusal
}

export interface ReadFiles {
  readonly opened: readonly OpenedReport[]
  readonly refused: readonly RefusedFile[]
}

export interface Reading {
  /** Milliseconds since the epoch. */
  readonly now: number
  /** So many files have been read. */
  readonly progress: (done: number) => void
  /** Nobody waits for them any more. */
  readonly isStopped: () => boolean
}

type Read = OpenedReport | RefusedFile

const readOne = async (file: File, now: number): Promise<Read> => {
  const refused = (refusal: FileRefusal): RefusedFile => ({ fileName: file.name, refusal })
  const content = await readTextFile(file, MAX_REPORT_BYTES)
  if ('fault' in content) return refused({ why: content.fault })
  const read = readReport(content.text, now)
  return read.ok ? { fileName: file.name, report: read.report } : refused(read.refusal)
}

/** Sizes are known before anything is read: of a disk that was chosen by mistake as much is opened as there is room for. */
const withRoom = (files: readonly File[]): readonly boolean[] => {
  let bytes = 0
  return files.map(({ size }) => {
    if (size > MAX_REPORT_BYTES) return true
    bytes += size
    return bytes <= MAX_TOGETHER_BYTES
  })
}

/**
 * Reads them, some at a time; between two the page can be used. Both lists are in the order of the files.
 */
export const readReports = async (files: readonly File[], reading: Reading): Promise<ReadFiles> => {
  const hasRoom = withRoom(files)
  const results: Read[] = []
  let done = 0
  const queue = files.entries()
  const readOn = async (): Promise<void> => {
    for (const [at, file] of queue) {
      if (reading.isStopped()) return
      results[at] = hasRoom[at]
        ? await readOne(file, reading.now)
        : { fileName: file.name, refusal: { why: 'too-many' } }
      reading.progress(++done)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, readOn))
  return {
    opened: results.filter((one) => 'report' in one),
    refused: results.filter((one) => 'refusal' in one),
  }
}
