import * as v from 'valibot'
import { enrolmentIdSchema, originSchema } from '../../src/protocol/schema.ts'
import { hexOf, sha256 } from '../pkcs11/signature.ts'
import type { EnrolmentRecord } from './record.ts'
import { damaged } from './sealed.ts'

/**
 * What a bank answered, on the disk before anything looks into it: a line of JSON that says whose it is, then the bytes
 * as they came. It stands by itself: with the token, an enrolment can be put together from it again.
 */

const NEWLINE = 10
const MOST_HEADER = 4096

const headerSchema = v.strictObject({
  schema: v.literal(1),
  enrolment: enrolmentIdSchema,
  origin: v.nullable(originSchema),
  bank: v.pipe(v.string(), v.maxLength(80)),
  bankName: v.pipe(v.string(), v.maxLength(120)),
  savedAt: v.pipe(v.string(), v.maxLength(40)),
})
type Header = v.InferOutput<typeof headerSchema>

export interface SavedAnswer extends Header {
  readonly raw: Uint8Array
}

const seal = (header: object, raw: Uint8Array): string =>
  hexOf(sha256(Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), raw])))

const encode = (header: Header, raw: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from(`${JSON.stringify({ ...header, sha256: seal(header, raw) })}\n`), raw])

/** @param now milliseconds since the epoch */
export const encodeAnswer = (
  { id, origin, bank, bankName }: EnrolmentRecord,
  raw: Uint8Array,
  now: number,
): Uint8Array => encode({ schema: 1, enrolment: id, origin, bank, bankName, savedAt: new Date(now).toISOString() }, raw)

const parse = (line: string): unknown => {
  try {
    return JSON.parse(line)
  } catch {
    throw damaged('answer: not JSON')
  }
}

/** @throws KoshinError journal-damaged: a byte has changed, or some are missing */
export const decodeAnswer = (file: Uint8Array): SavedAnswer => {
  const end = file.subarray(0, MOST_HEADER).indexOf(NEWLINE)
  if (end === -1) throw damaged('answer: no header')
  const value = v.safeParse(
    v.strictObject({ ...headerSchema.entries, sha256: v.string() }),
    parse(Buffer.from(file.subarray(0, end)).toString()),
  )
  if (!value.success) throw damaged('answer: header')
  const { sha256: _seal, ...header } = value.output
  const raw = new Uint8Array(file.subarray(end + 1))
  if (Buffer.compare(encode(header, raw), file) !== 0) throw damaged('answer: seal')
  return { ...header, raw }
}
