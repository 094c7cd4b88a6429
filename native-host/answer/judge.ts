import type { AnswerQuestion, AnswerVerdict } from '../../src/pki/judge-answer.ts'
import type { Bounds } from './stoppable.ts'
import { inThread } from './works.ts'

/** A real answer takes a few hundredths of a second and a few megabytes. */
const BOUNDS: Bounds = { milliseconds: 5000, megabytes: 96, code: 'answer-too-complex' }

/** `judgeAnswer`, where it can be stopped. @throws KoshinError answer-too-complex */
export const judge = (question: AnswerQuestion): Promise<AnswerVerdict> => inThread('answer', question, BOUNDS)
