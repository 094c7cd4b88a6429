import { parentPort } from 'node:worker_threads'
import { judgeAnswer } from '../../src/pki/judge-answer.ts'
import { sha256, verifies } from '../pkcs11/signature.ts'
import { fileWork, keysOf } from '../pkcs12/file-work.ts'
import type { FromThread } from './stoppable.ts'
import type { WorkRequest } from './works.ts'

/** The thread that reads one thing of a stranger, an answer of a bank or a file; see stoppable.ts. */

parentPort?.once('message', (request: WorkRequest) => {
  if (request.name === 'answer') {
    post({ result: judgeAnswer(request.question, { sha256, verify: verifies }) })
    return
  }
  const result = fileWork(request.question)
  post({ result }, keysOf(result))
})

/** @param alone what no copy shall stay of in this thread */
const post = (message: FromThread<unknown>, alone: readonly ArrayBuffer[] = []): void =>
  parentPort?.postMessage(message, alone)

post({ ready: true })
