import { readSync, writeSync } from 'node:fs'

/** The two pipes to the browser, read and written at once: process.stdin and process.stdout cost a cold start more. */

const STDIN = 0
const STDOUT = 1
const CHUNK_BYTES = 64 * 1024
const RETRY_MS = 2

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code

const sleep = (ms: number): void => {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
}

/** Waits for bytes. Empty at the end of the stream: the browser has closed the port or has died. */
export const readChunk = (): Buffer => {
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES)
  for (;;) {
    try {
      return chunk.subarray(0, readSync(STDIN, chunk))
    } catch (error) {
      if (isCode(error, 'EOF')) return Buffer.alloc(0) // how Windows says it
      if (!isCode(error, 'EAGAIN')) throw error
      sleep(RETRY_MS)
    }
  }
}

/** Writes all of it. A browser that has gone is not an error: the end of stdin says so, in its own time. */
export const writeAll = (bytes: Buffer): void => {
  for (let rest = bytes; rest.length > 0; ) {
    try {
      rest = rest.subarray(writeSync(STDOUT, rest))
    } catch (error) {
      if (isCode(error, 'EPIPE')) return
      if (!isCode(error, 'EAGAIN')) throw error
      sleep(RETRY_MS)
    }
  }
}
