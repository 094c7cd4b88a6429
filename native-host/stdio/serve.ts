import { KoshinError, toReport } from '../../src/protocol/errors.ts'
import { decodeRequest, encodeError, encodeProgress, type HostRequest, idOf } from '../../src/protocol/json-rpc.ts'
import type { HostContext } from '../commands/context.ts'
import { dispatch } from '../commands/dispatch.ts'
import { makeContext } from '../commands/make-context.ts'
import { log, logError } from '../log.ts'
import { familyOf } from './caller.ts'
import { encodeFrame, type Incoming } from './frame.ts'
import type { Conversation } from './hello.ts'
import { PinQuestions } from './pin-questions.ts'
import { writeAll } from './pipe.ts'
import { IdUsed, type RequestIds } from './request-ids.ts'

/** The conversation after the hello: one operation at a time, until the browser closes the pipe. */

const send = (message: unknown): void => writeAll(encodeFrame(message))

const reportOf = (method: string, error: unknown) => {
  const { code, data } = toReport(error)
  const step = data.step === undefined ? method : `${method}/${data.step}`
  if (code === 'internal') logError(method, error)
  return { code, data: { ...data, step } }
}

/** Carries out one request and answers it, whatever happens. */
const carryOut = async (request: HostRequest, context: HostContext): Promise<void> => {
  const { id, method } = request
  const start = performance.now()
  const done = (outcome: string, ckr?: string) =>
    log(method, { outcome, ckr, ms: Math.round(performance.now() - start) })
  try {
    const result = await dispatch(request, context)
    send({ jsonrpc: '2.0', id, result })
    done('ok')
  } catch (error) {
    const report = reportOf(method, error)
    send(encodeError(id, report))
    done(report.code, report.data.ckr)
  }
}

class Server {
  readonly #ending = new AbortController()
  readonly #questions = new PinQuestions(send)
  readonly #context: HostContext
  readonly #ids: RequestIds
  #current: Promise<void> | null = null

  constructor({ language, ids }: Conversation) {
    this.#ids = ids
    this.#context = makeContext({
      caller: familyOf(process.argv.slice(2)),
      language,
      pinWindow: this.#questions,
      progress: (step) => send(encodeProgress(step)),
      signal: this.#ending.signal,
    })
  }

  /** @returns false: nothing more can be read */
  take(incoming: Incoming): boolean {
    if (incoming.kind === 'error') {
      send(encodeError(null, toReport(incoming.error)))
      return !incoming.fatal
    }
    if (!this.#questions.take(incoming.value)) this.#takeRequest(incoming)
    return true
  }

  /** Finishes the token call in hand, leaves the token, and lets the journal tell the rest. */
  async end(): Promise<void> {
    this.#ending.abort(new KoshinError('page-closed'))
    await this.#current
    await this.#context.sessions.end()
  }

  #takeRequest(message: Extract<Incoming, { kind: 'message' }>): void {
    const id = idOf(message.value)
    try {
      if (id !== null) this.#ids.use(id)
      const request = decodeRequest(message.value, message.bytes)
      if (this.#current !== null) throw new KoshinError('busy', { step: request.method })
      this.#current = carryOut(request, this.#context).finally(() => {
        this.#current = null
      })
    } catch (error) {
      send(encodeError(error instanceof IdUsed ? null : id, toReport(error)))
    }
  }
}

/** Messages as they come, those first that came with the hello. */
async function* incomingOf({ reader }: Conversation): AsyncGenerator<Incoming> {
  const waiting = function* () {
    for (let next = reader.next(); next !== null; next = reader.next()) yield next
  }
  yield* waiting()
  for await (const chunk of process.stdin) {
    reader.push(chunk)
    yield* waiting()
  }
}

/** @returns the exit code */
export const serve = async (conversation: Conversation): Promise<number> => {
  const server = new Server(conversation)
  for await (const incoming of incomingOf(conversation)) if (!server.take(incoming)) break
  await server.end()
  return 0
}
