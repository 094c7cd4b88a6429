import * as v from 'valibot'
import { type ErrorCode, KoshinError } from '../../src/protocol/errors.ts'
import { type SystemOutput, storeFailed } from './system-command.ts'

/**
 * What is said to Koshin's own scripts in the system's tools, and what they say back. A line of JSON in plain ASCII each
 * way, because the code page of a pipe depends on the computer's language; private keys as lines of hexadecimal digits
 * after it, so that they never become a text on this side.
 */

const LINE_END = 10
const MOST_KEY_LINES = 16

/** JSON with everything beyond ASCII escaped. */
const asciiJson = (value: unknown): string =>
  JSON.stringify(value).replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)

const digit = (value: number): number => (value < 10 ? 48 + value : 87 + value)

const hexLine = (bytes: Uint8Array): Uint8Array => {
  const line = Buffer.alloc(2 * bytes.length + 1, LINE_END)
  bytes.forEach((byte, at) => {
    line[2 * at] = digit(byte >> 4)
    line[2 * at + 1] = digit(byte & 15)
  })
  return line
}

/** @param secret a private key, to be sent below the request */
export const requestBytes = (request: unknown, secret?: Uint8Array): Uint8Array => {
  const line = Buffer.from(`${asciiJson(request)}\n`)
  if (secret === undefined) return line
  const below = hexLine(secret)
  const whole = Buffer.concat([line, below])
  below.fill(0)
  return whole
}

const envelopeSchema = v.variant('ok', [
  v.strictObject({ ok: v.literal(true), result: v.unknown() }),
  v.strictObject({ ok: v.literal(false), code: v.pipe(v.string(), v.regex(/^-?[0-9a-zA-Z]{1,40}$/)) }),
])

const documentOf = ({ exitCode, stdout }: SystemOutput): unknown => {
  if (exitCode !== 0) throw storeFailed(`exit ${exitCode}`)
  const end = stdout.indexOf(LINE_END)
  const line = stdout.subarray(0, end === -1 ? stdout.length : end).toString('latin1')
  if (line.trim() === '') throw storeFailed('no answer')
  try {
    return JSON.parse(line)
  } catch {
    throw storeFailed('answer unreadable')
  }
}

/**
 * @param meaningOf the system's own number, as the script writes it, where the store has refused: it becomes `detail`
 * @throws KoshinError computer-store-failed: no answer of this form; or what the number means
 */
export const answerOf = <S extends v.GenericSchema>(
  output: SystemOutput,
  schema: S,
  meaningOf: (code: string) => ErrorCode,
): v.InferOutput<S> => {
  const envelope = v.safeParse(envelopeSchema, documentOf(output))
  if (!envelope.success) throw storeFailed('answer of another form')
  if (!envelope.output.ok) throw new KoshinError(meaningOf(envelope.output.code), { detail: envelope.output.code })
  const result = v.safeParse(schema, envelope.output.result)
  if (!result.success) throw storeFailed('answer of another form')
  return result.output
}

/** For answers that say nothing but that it is done. */
export const doneSchema = v.null()

/** How bytes stand in a line of JSON. */
export const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

/** The same back. */
export const bytesSchema = (most: number) =>
  v.pipe(
    v.string(),
    v.maxLength(most),
    v.base64(),
    v.transform((text) => Buffer.from(text, 'base64')),
  )

const digitValue = (code: number | undefined): number => {
  const value = Number.parseInt(String.fromCharCode(code ?? 0), 16)
  if (Number.isNaN(value)) throw storeFailed('answer unreadable')
  return value
}

const fromHexLine = (line: Buffer): Buffer => {
  const bytes = Buffer.alloc(line.length >> 1)
  for (let at = 0; at < bytes.length; at++) bytes[at] = digitValue(line[2 * at]) * 16 + digitValue(line[2 * at + 1])
  return bytes
}

/** The lines of hexadecimal digits below an answer: for the caller to zero. What the tool wrote is zeroed here. */
export const keyLines = ({ stdout }: SystemOutput): Buffer[] => {
  const lines: Buffer[] = []
  let start = stdout.indexOf(LINE_END) + 1
  while (start > 0 && start < stdout.length && lines.length < MOST_KEY_LINES) {
    const found = stdout.indexOf(LINE_END, start)
    const end = found === -1 ? stdout.length : found
    if (stdout[end - 1] === 13) lines.push(fromHexLine(stdout.subarray(start, end - 1)))
    else lines.push(fromHexLine(stdout.subarray(start, end)))
    start = end + 1
  }
  stdout.fill(0)
  return lines
}
