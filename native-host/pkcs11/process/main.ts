import { placesHere } from '../../places.ts'
import { ckrOf } from '../ckr.ts'
import type { TokenName } from '../names.ts'
import { recordOrphan } from '../orphaned-call.ts'
import type { VerbAnswer, VerbRequest } from '../verbs.ts'
import { Fault } from './cryptoki.ts'
import { handlers } from './verbs.ts'
import { Watchdog } from './watchdog.ts'

/**
 * The process that a vendor's module runs in. It may crash or hang here without harm to anything else. Messages are
 * taken one at a time, because every call of Cryptoki blocks.
 */

const LEAVE_SECONDS = 2
/** What the host gets, to end this process itself, before that is done in its stead. */
const GRACE_SECONDS = 5

const watchdog = new Watchdog()
let token: TokenName | null = null
/** The last call and its answer: until the next request comes, nobody knows whether the host has heard of it. */
let last: { readonly request: VerbRequest; readonly answer: VerbAnswer } | null = null

const run = ({ verb, args }: VerbRequest): unknown => (handlers[verb] as (args: unknown) => unknown)(args)

const failure = (id: number, error: unknown): VerbAnswer => {
  const ckr = ckrOf(error)
  if (ckr !== null) return { id, ckr }
  return error instanceof Fault
    ? { id, fault: error.code, text: error.message }
    : { id, fault: 'internal', text: String(error) }
}

const answerTo = (request: VerbRequest): VerbAnswer => {
  try {
    return { id: request.id, result: watchdog.during(request.seconds + GRACE_SECONDS, () => run(request)) }
  } catch (error) {
    return failure(request.id, error)
  }
}

const outcomeOf = (answer: VerbAnswer): string =>
  'ckr' in answer ? answer.ckr : 'fault' in answer ? answer.fault : 'ok'

/** Only what was done to an object of its own id is worth a word. */
const recordLast = (): void => {
  if (token === null || last === null) return
  const { verb, args } = last.request
  if (args === null || !('id' in args)) return
  const id = Buffer.from(args.id).toString('hex')
  recordOrphan(placesHere().state, token, {
    verb,
    id,
    outcome: outcomeOf(last.answer),
    at: new Date().toISOString(),
  })
}

process.on('message', (request: VerbRequest) => {
  if (request.verb === 'log-in') {
    token = request.args.token
    watchdog.start()
  }
  const answer = answerTo(request)
  last = { request, answer }
  // A host that has gone meanwhile is told of by the event below; it is no reason to stop before that.
  process.send?.(answer, undefined, undefined, () => {})
  // A private key on its way to another store has been sent by now: nothing of it stays here.
  if (request.verb === 'export-key' && 'result' in answer && answer.result instanceof Uint8Array) answer.result.fill(0)
})

// The host has gone, in the middle of a call perhaps; this runs when the call has returned. The kill is for modules
// that never come back from their own clean-up.
process.on('disconnect', () => {
  try {
    recordLast()
  } finally {
    leave()
  }
})

const leave = (): void => {
  try {
    watchdog.start()
    watchdog.during(LEAVE_SECONDS, () => handlers['log-out'](null))
  } finally {
    process.kill(process.pid, 'SIGKILL')
  }
}
