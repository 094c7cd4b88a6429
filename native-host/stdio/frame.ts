import { isUtf8 } from 'node:buffer'
import { KoshinError } from '../../src/protocol/errors.ts'
import { MAX_FRAME_BYTES } from '../../src/protocol/identity.ts'

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

/** What came in: a message, or why it is none. After `fatal` the next frame's start is unknown, so reading must end. */
export type Incoming =
  | { readonly kind: 'message'; readonly value: unknown }
  | { readonly kind: 'error'; readonly error: KoshinError; readonly fatal: boolean }

const decodeBody = (body: Buffer): Incoming => {
  const invalid = (detail: string): Incoming => ({
    kind: 'error',
    error: new KoshinError('message-invalid', { step: 'frame', detail }),
    fatal: false,
  })
  if (!isUtf8(body)) return invalid('not UTF-8')
  try {
    return { kind: 'message', value: JSON.parse(body.toString()) }
  } catch {
    return invalid('not JSON')
  }
}

/** Cuts a stream of bytes into messages. */
export class FrameReader {
  #pending: Buffer = Buffer.alloc(0)

  push(chunk: Buffer): void {
    this.#pending = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk])
  }

  /** The next whole message, or null until more bytes come. */
  next(): Incoming | null {
    if (this.#pending.length < HEADER_BYTES) return null
    const length = readLength(this.#pending)
    if (length > MAX_FRAME_BYTES) {
      const error = new KoshinError('message-too-large', { detail: `${length} bytes in` })
      return { kind: 'error', error, fatal: true }
    }
    const end = HEADER_BYTES + length
    if (this.#pending.length < end) return null
    const body = this.#pending.subarray(HEADER_BYTES, end)
    this.#pending = this.#pending.subarray(end)
    return decodeBody(body)
  }
}
