import { parentPort } from 'node:worker_threads'
import { type AnswerQuestion, type AnswerVerdict, judgeAnswer } from '../../src/pki/judge-answer.ts'
import { sha256, verifies } from '../pkcs11/signature.ts'
import type { FromThread } from './stoppable.ts'

/** The thread that reads and judges one answer of a bank; see stoppable.ts. */

const post = (message: FromThread<AnswerVerdict>): void => parentPort?.postMessage(message)

parentPort?.once('message', (question: AnswerQuestion) => {
  post({ result: judgeAnswer(question, { sha256, verify: verifies }) })
})
post({ ready: true })
