import { dirname, join } from 'node:path'
import type { AnswerQuestion, AnswerVerdict } from '../../src/pki/judge-answer.ts'
import { ownProgram } from '../own-program.ts'
import { type Bounds, runStoppable } from './stoppable.ts'

/** A real answer takes a few hundredths of a second and a few megabytes. */
const BOUNDS: Bounds = { milliseconds: 5000, megabytes: 96 }

/** Beside the program itself, whichever of its two forms is running: the bundle, or the sources. */
const threadEntry = (program: string): string =>
  join(dirname(program), program.endsWith('.ts') ? 'answer/judge-thread.source.mjs' : 'answer-thread.cjs')

/** `judgeAnswer`, where it can be stopped. @throws KoshinError answer-too-complex */
export const judge = (question: AnswerQuestion): Promise<AnswerVerdict> =>
  runStoppable(threadEntry(ownProgram()), question, BOUNDS)
