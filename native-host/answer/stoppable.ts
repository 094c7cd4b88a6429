import { type TransferListItem, Worker } from 'node:worker_threads'
import { type ErrorCode, KoshinError } from '../../src/protocol/errors.ts'

/** Work on what a stranger sent, in a thread that is ended when it takes too long or too much. */

export interface Bounds {
  readonly milliseconds: number
  readonly megabytes: number
  /** What it means to the user where they are met. */
  readonly code: ErrorCode
}

/** What the thread posts: first that it is loaded, then what it has found. Plain data, as is the question. */
export type FromThread<R> = { readonly ready: true } | { readonly result: R }

type Transfer = readonly TransferListItem[]

const tooComplex = ({ code }: Bounds, detail: string): KoshinError => new KoshinError(code, { detail })

/** A thread that ends for want of memory or of stack has met its bounds; anything else is our own fault. */
const explained = (error: Error & { code?: string }, bounds: Bounds): Error => {
  if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') return tooComplex(bounds, `more than ${bounds.megabytes} MB`)
  return error instanceof RangeError ? tooComplex(bounds, error.message) : error
}

const start = (entry: string, { megabytes }: Bounds): Worker =>
  new Worker(entry, {
    env: {},
    // What a library prints there must not get into the protocol.
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: megabytes, maxYoungGenerationSizeMb: megabytes / 4, stackSizeMb: 4 },
  })

const resultOf = <R>(worker: Worker, question: unknown, bounds: Bounds, transfer: Transfer): Promise<R> =>
  new Promise((resolve, reject) => {
    const { milliseconds } = bounds
    let timer: NodeJS.Timeout | undefined
    // The clock starts when the thread is loaded: that takes time on a slow computer, and none of it is the answer's.
    const begin = (): void => {
      timer = setTimeout(() => reject(tooComplex(bounds, `more than ${milliseconds / 1000} s`)), milliseconds)
      worker.postMessage(question, transfer)
    }
    worker.on('message', (message: FromThread<R>) => ('ready' in message ? begin() : resolve(message.result)))
    worker.on('messageerror', reject)
    worker.on('error', (error: Error) => reject(explained(error, bounds)))
    worker.on('exit', (code) => {
      clearTimeout(timer)
      reject(new KoshinError('internal', { detail: `thread ended with ${code}` }))
    })
  })

/**
 * @param entry the thread's program: posts `ready`, takes one message, posts its `result`
 * @param transfer what the thread is to have alone: secrets, of which no copy shall stay
 * @throws KoshinError with the code of the bounds: it was stopped. What the thread throws is thrown here.
 */
export const runStoppable = async <R>(
  entry: string,
  question: unknown,
  bounds: Bounds,
  transfer: Transfer = [],
): Promise<R> => {
  const worker = start(entry, bounds)
  try {
    return await resultOf<R>(worker, question, bounds, transfer)
  } finally {
    await worker.terminate()
  }
}
