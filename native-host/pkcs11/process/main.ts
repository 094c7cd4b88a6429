import { ckrOf } from '../ckr.ts'
import type { VerbAnswer, VerbRequest } from '../verbs.ts'
import { Fault } from './cryptoki.ts'
import { handlers } from './verbs.ts'

/**
 * The process that a vendor's module runs in. It may crash or hang here without harm to anything else. Messages are
 * taken one at a time, because every call of Cryptoki blocks.
 */

const run = ({ verb, args }: VerbRequest): unknown => (handlers[verb] as (args: unknown) => unknown)(args)

const failure = (id: number, error: unknown): VerbAnswer => {
  const ckr = ckrOf(error)
  if (ckr !== null) return { id, ckr }
  return error instanceof Fault
    ? { id, fault: error.code, text: error.message }
    : { id, fault: 'internal', text: String(error) }
}

const answer = (request: VerbRequest): VerbAnswer => {
  try {
    return { id: request.id, result: run(request) }
  } catch (error) {
    return failure(request.id, error)
  }
}

process.on('message', (request: VerbRequest) => {
  process.send?.(answer(request))
})

// The host has gone, in the middle of a call perhaps; this runs when the call has returned. The kill is for modules
// that never come back from their own clean-up.
process.on('disconnect', () => {
  try {
    handlers['log-out'](null)
  } finally {
    process.kill(process.pid, 'SIGKILL')
  }
})
