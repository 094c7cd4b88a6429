import * as v from 'valibot'
import { type ErrorReport, KoshinError } from './errors.ts'
import {
  HOST_METHODS,
  type HostMethod,
  type HostParams,
  type HostResult,
  type PinQuestion,
  type ProgressStep,
  pinAnswerSchema,
  pinQuestionSchema,
  progressSchema,
} from './host.ts'
import { errorReportSchema } from './schema.ts'

/** JSON-RPC 2.0 (jsonrpc.org/specification): requests, answers and notifications, decoded strictly at both ends. */

const requestId = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(Number.MAX_SAFE_INTEGER))
const requestSchema = v.strictObject({
  jsonrpc: v.literal('2.0'),
  id: requestId,
  method: v.pipe(v.string(), v.maxLength(80)),
  params: v.unknown(),
})

/** The number that JSON-RPC asks for; the code that Koshin goes by is in `data.code`. */
const SERVER_ERROR = -32000

export type HostRequest = { [M in HostMethod]: { id: number; method: M; params: HostParams<M> } }[HostMethod]

const isMethod = (name: string): name is HostMethod => Object.hasOwn(HOST_METHODS, name)

const parse = <S extends v.GenericSchema>(schema: S, value: unknown, step: string): v.InferOutput<S> => {
  const result = v.safeParse(schema, value)
  if (result.success) return result.output
  const issue = result.issues[0]
  // The path only: the value may be a secret or hostile.
  throw new KoshinError('message-invalid', { step, detail: v.getDotPath(issue) ?? issue.type })
}

/** The id to answer to, where a message that could not be decoded has one. */
export const idOf = (message: unknown): number | null => {
  const id = v.safeParse(v.object({ id: requestId }), message)
  return id.success ? id.output.id : null
}

/**
 * Host side: what the extension asked.
 * @param bytes length of the message as it came
 * @throws KoshinError message-invalid, message-too-large, method-unknown
 */
export const decodeRequest = (message: unknown, bytes: number): HostRequest => {
  const { id, method, params } = parse(requestSchema, message, 'request')
  if (!isMethod(method)) throw new KoshinError('method-unknown', { detail: method })
  const { mostBytes, params: schema } = HOST_METHODS[method]
  if (bytes > mostBytes) throw new KoshinError('message-too-large', { step: method, detail: `${bytes} bytes in` })
  return { id, method, params: parse(schema, params, method) } as HostRequest
}

export const encodeRequest = <M extends HostMethod>(id: number, method: M, params: HostParams<M>) => ({
  jsonrpc: '2.0' as const,
  id,
  method,
  params,
})

export const encodeResult = <M extends HostMethod>(id: number, result: HostResult<M>) => ({
  jsonrpc: '2.0' as const,
  id,
  result,
})

export const encodeError = (id: number | null, report: ErrorReport) => ({
  jsonrpc: '2.0' as const,
  id,
  error: { code: SERVER_ERROR, message: report.code, data: report },
})

export const encodeProgress = (step: ProgressStep) => ({
  jsonrpc: '2.0' as const,
  method: 'progress' as const,
  params: { step },
})

/** The only request from the host to the extension; `id` counts on its own. */
export const encodePinQuestion = (id: number, params: PinQuestion) => ({
  jsonrpc: '2.0' as const,
  id,
  method: 'pin.enter' as const,
  params,
})

export const encodePinAnswer = (id: number, pin: string | null) => ({ jsonrpc: '2.0' as const, id, result: { pin } })

/** Host side: the answer to its own question, or null where the message is something else. */
export const decodePinAnswer = (message: unknown): { id: number; pin: string | null } | null => {
  const answer = v.safeParse(
    v.strictObject({ jsonrpc: v.literal('2.0'), id: requestId, result: pinAnswerSchema }),
    message,
  )
  return answer.success ? { id: answer.output.id, pin: answer.output.result.pin } : null
}

export type HostMessage =
  | { kind: 'result'; id: number; result: unknown }
  | { kind: 'error'; id: number | null; report: ErrorReport }
  | { kind: 'progress'; step: ProgressStep }
  | { kind: 'pin'; id: number; question: PinQuestion }

const hostMessageSchema = v.union([
  v.pipe(
    v.strictObject({ jsonrpc: v.literal('2.0'), id: requestId, result: v.unknown() }),
    v.transform(({ id, result }): HostMessage => ({ kind: 'result', id, result })),
  ),
  v.pipe(
    v.strictObject({
      jsonrpc: v.literal('2.0'),
      id: v.nullable(requestId),
      error: v.strictObject({ code: v.number(), message: v.string(), data: errorReportSchema }),
    }),
    v.transform(({ id, error }): HostMessage => ({ kind: 'error', id, report: error.data as ErrorReport })),
  ),
  v.pipe(
    v.strictObject({ jsonrpc: v.literal('2.0'), method: v.literal('progress'), params: progressSchema }),
    v.transform(({ params }): HostMessage => ({ kind: 'progress', step: params.step })),
  ),
  v.pipe(
    v.strictObject({
      jsonrpc: v.literal('2.0'),
      id: requestId,
      method: v.literal('pin.enter'),
      params: pinQuestionSchema,
    }),
    v.transform(({ id, params }): HostMessage => ({ kind: 'pin', id, question: params })),
  ),
])

/** Extension side: what the host sent. The result is decoded once its method is known, by decodeResult. */
export const decodeHostMessage = (message: unknown): HostMessage => parse(hostMessageSchema, message, 'host message')

export const decodeResult = <M extends HostMethod>(method: M, result: unknown): HostResult<M> =>
  parse(HOST_METHODS[method].result, result, method) as HostResult<M>
