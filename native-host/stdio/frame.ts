import { isUtf8 } from 'node:buffer'
import { KoshinError } from '../../src/protocol/errors.ts'
import { MAX_FRAME_BYTES } from '../../src/protocol/identity.ts'
import { isDeeperThan } from './json-depth.ts'

/** Native messaging frames: a length (unsigned, 32 bits, the machine's byte order), then that many bytes of UTF-8 JSON. */

const HEADER_BYTES = 4
const LITTLE_ENDIAN = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1

const readLength = (header: Buffer): number => (LITTLE_ENDIAN ? header.readUInt32LE(0) : header.readUInt32BE(0))

const lengthHeader = (length: number): Buffer => {
  const header = Buffer.alloc(HEADER_BYTES)
  if (LITTLE_ENDIAN) header.writeUInt32LE(length)
  else header.writeUInt32BE(length)
  return header
}

/** @throws KoshinError message-too-large: the browser would close the port and kill the host */
export const encodeFrame = (message: unknown): Buffer => {
  const body = Buffer.from(JSON.stringify(message))
  if (body.length > MAX_FRAME_BYTES) throw new KoshinError('message-too-large', { detail: `${body.length} bytes out` })
  return Buffer.concat([lengthHeader(body.length), body])
}

/**
 * What came in: a message and how many bytes it had, or why it is none. After `fatal` the next frame's start is unknown, so
 * reading must end.
 */
export type Incoming =
  | { readonly kind: 'message'; readonly value: unknown; readonly bytes: number }
  | { readonly kind: 'error'; readonly error: KoshinError; readonly fatal: boolean }

/** Arrays and objects in each other. A message of the protocol has four. */
const MAX_DEPTH = 16

/** JSON writes half a surrogate pair as an escape, and nothing else in that range. Behind two backslashes it is none. */
const HALF_WRITTEN = /(?<!\\)(?:\\\\)*\\ud[89a-f]/

/** Half a character cannot be written to a token, a dialog or a file: it would come back as another text. */
const hasHalfCharacter = (json: string, value: unknown): boolean =>
  /\\u[dD]/.test(json) && HALF_WRITTEN.test(JSON.stringify(value))

const decodeBody = (body: Buffer): Incoming => {
  const invalid = (detail: string): Incoming => ({
    kind: 'error',
    error: new KoshinError('message-invalid', { step: 'frame', detail }),
    fatal: false,
  })
  if (!isUtf8(body)) return invalid('not UTF-8')
  if (isDeeperThan(body, MAX_DEPTH)) return invalid('too deep')
  try {
    const json = body.toString()
    const value: unknown = JSON.parse(json)
    if (hasHalfCharacter(json, value)) return invalid('half a character')
    return { kind: 'message', value, bytes: body.length }
  } catch {
    return invalid('not JSON')
  }
}

/** Cuts a stream of bytes into messages. */
export class FrameReader {
  #chunks: Buffer[] = []
  #size = 0
  /** Bytes without which there is nothing to be said: joined only then, so that a byte at a time costs no more than all at once. */
  #wanted = HEADER_BYTES

  /** @param limit the longest body that is taken, in bytes; may be changed between two messages */
  constructor(public limit: number = MAX_FRAME_BYTES) {}

  push(chunk: Buffer): void {
    this.#chunks.push(chunk)
    this.#size += chunk.length
  }

  /** The next whole message, or null until more bytes come. */
  next(): Incoming | null {
    if (this.#size < this.#wanted) return null
    const pending = this.#joined()
    const length = readLength(pending)
    if (length > this.limit) {
      const error = new KoshinError('message-too-large', { detail: `${length} bytes in` })
      return { kind: 'error', error, fatal: true }
    }
    const end = HEADER_BYTES + length
    this.#wanted = end
    if (this.#size < end) return null
    this.#keep(pending.subarray(end))
    return decodeBody(pending.subarray(HEADER_BYTES, end))
  }

  #joined(): Buffer {
    const [first, ...others] = this.#chunks
    if (first !== undefined && others.length === 0) return first
    const pending = Buffer.concat(this.#chunks)
    this.#chunks = [pending]
    return pending
  }

  #keep(rest: Buffer): void {
    this.#chunks = rest.length === 0 ? [] : [rest]
    this.#size = rest.length
    this.#wanted = HEADER_BYTES
  }
}
