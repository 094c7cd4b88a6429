import { type ErrorReport, KoshinError, toReport } from '../../src/protocol/errors.ts'
import { MAX_FRAME_BYTES, MAX_HELLO_BYTES } from '../../src/protocol/identity.ts'
import type { Language } from '../../src/protocol/schema.ts'
import { encodeFrame, FrameReader, type Incoming } from './frame.ts'
import { readChunk, writeAll } from './pipe.ts'
import { IdUsed, RequestIds } from './request-ids.ts'
import { welcome } from './welcome.ts'

/** The first message, answered before anything else is loaded: how long the user waits for the first sign of life. */

export interface Hello {
  readonly id: number
  readonly protocol: number
  readonly extension: string
  readonly language: Language
}

/** What the rest of the conversation starts from. `reader` may hold the beginning of the next frame. */
export interface Conversation {
  readonly reader: FrameReader
  readonly ids: RequestIds
  readonly language: Language
}

type Message = Extract<Incoming, { kind: 'message' }>
type Fields = Readonly<Record<string, unknown>>

const hasExactly = (value: unknown, keys: readonly string[]): value is Fields =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.keys(value).length === keys.length &&
  keys.every((key) => Object.hasOwn(value, key))

/**
 * Decodes a `host.hello` as `decodeRequest` of src/protocol does, without loading a schema library. Where it says null
 * the message goes to `decodeRequest`, so this must never accept more; a test holds them together.
 */
export const readHello = (message: unknown): Hello | null => {
  if (!hasExactly(message, ['jsonrpc', 'id', 'method', 'params'])) return null
  const { jsonrpc, id, method, params } = message
  if (jsonrpc !== '2.0' || method !== 'host.hello') return null
  if (typeof id !== 'number' || !Number.isSafeInteger(id) || id < 1) return null
  if (!hasExactly(params, ['protocol', 'extension', 'language'])) return null
  const { protocol, extension, language } = params
  if (typeof protocol !== 'number' || typeof extension !== 'string' || extension.length > 40) return null
  if (language !== 'ja' && language !== 'en') return null
  return { id, protocol, extension, language }
}

const SERVER_ERROR = -32000

const writeError = (id: number | null, report: ErrorReport): void =>
  writeAll(encodeFrame({ jsonrpc: '2.0', id, error: { code: SERVER_ERROR, message: report.code, data: report } }))

/** The slow way, for what is not plainly a hello: says exactly what is wrong with it. */
const refuse = async ({ value, bytes }: Message, ids: RequestIds): Promise<null> => {
  const { decodeRequest, idOf } = await import('../../src/protocol/json-rpc.ts')
  const id = idOf(value)
  try {
    if (id !== null) ids.use(id)
    const { method } = decodeRequest(value, bytes)
    throw new KoshinError('hello-missing', { detail: method })
  } catch (error) {
    writeError(error instanceof IdUsed ? null : id, toReport(error))
    return null
  }
}

const greet = ({ id, protocol, language }: Hello, ids: RequestIds): Language | null => {
  try {
    ids.use(id)
    writeAll(encodeFrame({ jsonrpc: '2.0', id, result: welcome(protocol) }))
    return language
  } catch (error) {
    writeError(error instanceof IdUsed ? null : id, toReport(error))
    return null
  }
}

const nextIncoming = (reader: FrameReader): Incoming | null => {
  for (;;) {
    const incoming = reader.next()
    if (incoming !== null) return incoming
    const chunk = readChunk()
    if (chunk.length === 0) return null
    reader.push(chunk)
  }
}

/** Reads until a hello of our own protocol has been answered; null where the browser went away first. */
export const awaitHello = async (): Promise<Conversation | null> => {
  const reader = new FrameReader(MAX_HELLO_BYTES)
  const ids = new RequestIds()
  for (;;) {
    const incoming = nextIncoming(reader)
    if (incoming === null) return null
    if (incoming.kind === 'error') {
      writeError(null, toReport(incoming.error))
      if (incoming.fatal) return null
      continue
    }
    const hello = readHello(incoming.value)
    const language = hello === null ? await refuse(incoming, ids) : greet(hello, ids)
    if (!language) continue
    reader.limit = MAX_FRAME_BYTES
    return { reader, ids, language }
  }
}
