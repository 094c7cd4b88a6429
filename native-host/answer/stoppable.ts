import { Worker } from 'node:worker_threads'
import { KoshinError } from '../../src/protocol/errors.ts'

/** Work on what a stranger sent, in a thread that is ended when it takes too long or too much. */

export interface Bounds {
  readonly milliseconds: number
  readonly megabytes: number
}

/** What the thread posts: first that it is loaded, then what it has found. Plain data, as is the question. */
export type FromThread<R> = { readonly ready: true } | { readonly result: R }

const tooComplex = (detail: string): KoshinError => new KoshinError('answer-too-complex', { detail })

/** A thread that ends for want of memory or of stack has met its bounds; anything else is our own fault. */
const explained = (error: Error & { code?: string }, { megabytes }: Bounds): Error => {
  if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') return tooComplex(`more than ${megabytes} MB`)
  return error instanceof RangeError ? tooComplex(error.message) : error
}

const start = (entry: string, { megabytes }: Bounds): Worker =>
  new Worker(entry, {
    env: {},
    // What a library prints there must not get into the protocol.
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: megabytes, maxYoungGenerationSizeMb: megabytes / 4, stackSizeMb: 4 },
  })

const resultOf = <R>(worker: Worker, question: unknown, bounds: Bounds): Promise<R> =>
  new Promise((resolve, reject) => {
    const { milliseconds } = bounds
    let timer: NodeJS.Timeout | undefined
    // The clock starts when the thread is loaded: that takes time on a slow computer, and none of it is the answer's.
    const begin = (): void => {
      timer = setTimeout(() => reject(tooComplex(`more than ${milliseconds / 1000} s`)), milliseconds)
      worker.postMessage(question)
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
 * @throws KoshinError answer-too-complex: it was stopped. What the thread throws is thrown here.
 */
export const runStoppable = async <R>(entry: string, question: unknown, bounds: Bounds): Promise<R> => {
  const worker = start(entry, bounds)
  try {
    return await resultOf<R>(worker, question, bounds)
  } finally {
    await worker.terminate()
  }
}
