import { dirname, join } from 'node:path'
import type { TransferListItem } from 'node:worker_threads'
import type { AnswerQuestion, AnswerVerdict } from '../../src/pki/judge-answer.ts'
import { ownProgram } from '../own-program.ts'
import type { FileOutcome, FileQuestion } from '../pkcs12/file-work.ts'
import { type Bounds, runStoppable } from './stoppable.ts'

/** Everything that is done in the thread of judge-thread.ts: reading what strangers have made. */
export interface Works {
  readonly answer: { readonly question: AnswerQuestion; readonly result: AnswerVerdict }
  readonly file: { readonly question: FileQuestion; readonly result: FileOutcome }
}

export type WorkRequest = {
  [N in keyof Works]: { readonly name: N; readonly question: Works[N]['question'] }
}[keyof Works]

/** Beside the program itself, whichever of its two forms is running: the bundle, or the sources. */
const threadEntry = (program: string): string =>
  join(dirname(program), program.endsWith('.ts') ? 'answer/judge-thread.source.mjs' : 'answer-thread.cjs')

/** @throws as `runStoppable` does */
export const inThread = <N extends keyof Works>(
  name: N,
  question: Works[N]['question'],
  bounds: Bounds,
  transfer: readonly TransferListItem[] = [],
): Promise<Works[N]['result']> => runStoppable(threadEntry(ownProgram()), { name, question }, bounds, transfer)
