import { Worker } from 'node:worker_threads'

/**
 * Ends this process where a call takes longer than it may. The host does that first; this is for a host that has gone.
 * A thread, because a call of Cryptoki blocks everything else.
 */

/** In seconds since the computer was started: the one clock that two threads share. */
const THREAD = `
const { workerData: until } = require('node:worker_threads')
setInterval(() => {
  const end = Atomics.load(until, 0)
  if (end !== 0 && Number(process.hrtime.bigint() / 1000000000n) >= end) process.kill(process.pid, 'SIGKILL')
}, 250)
`

const now = (): number => Number(process.hrtime.bigint() / 1_000_000_000n)

export class Watchdog {
  readonly #until = new Int32Array(new SharedArrayBuffer(4))
  #thread: Worker | null = null

  /** Not needed before somebody is logged in, and a thread is not for nothing. */
  start(): void {
    this.#thread ??= new Worker(THREAD, { eval: true, workerData: this.#until, execArgv: [], env: {} })
    this.#thread.unref()
  }

  /** @param seconds whole ones: the process lives so long, or up to a second more */
  during<T>(seconds: number, act: () => T): T {
    Atomics.store(this.#until, 0, now() + seconds + 1)
    try {
      return act()
    } finally {
      Atomics.store(this.#until, 0, 0)
    }
  }
}
