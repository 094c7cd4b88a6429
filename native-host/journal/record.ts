import * as v from 'valibot'
import { KoshinError } from '../../src/protocol/errors.ts'
import {
  base64,
  ENROLMENT_STATES,
  type EnrolmentState,
  enrolmentIdSchema,
  hex,
  keyAlgorithmSchema,
  originSchema,
  STORE_KEEPERS,
} from '../../src/protocol/schema.ts'
import { JOURNAL_SCHEMA } from '../version.ts'
import { damaged, sealed, unsealed } from './sealed.ts'

/** One enrolment as the journal keeps it: enough to go on from any moment on, with nothing else than the token. */

const text = (most: number) => v.pipe(v.string(), v.maxLength(most))
const der = base64(64 * 1024)

const recordSchema = v.strictObject({
  schema: v.literal(JOURNAL_SCHEMA),
  id: enrolmentIdSchema,
  state: v.picklist(ENROLMENT_STATES),
  createdAt: text(40),
  updatedAt: text(40),
  /** null: rescued, and nothing says which site it was for; the first site that goes on with it has it then. */
  origin: v.nullable(originSchema),
  /** The profile's id, and what people call the bank; empty where that is lost. */
  bank: text(80),
  bankName: text(120),
  token: v.strictObject({ label: text(128), manufacturer: text(128), model: text(128), serialNumber: text(128) }),
  keeper: v.picklist(STORE_KEEPERS),
  algorithm: keyAlgorithmSchema,
  /** CKA_ID of the new key and of its certificate: 20 random bytes, chosen before the key is made. */
  keyId: v.pipe(hex(40), v.length(40)),
  /** CN of the certificate that is followed, and the certificate itself; null: rescued without it. */
  subject: text(256),
  previous: v.nullable(der),
  /** Put together again from the token (enrolment.rescue): its key may be in use on another computer too. */
  rescued: v.boolean(),
  /** SubjectPublicKeyInfo; from `key-made` on. */
  spki: v.nullable(der),
  /** PKCS#10; from `requested` on. */
  request: v.nullable(der),
  /** The new certificate, checked; from `issued` on. */
  certificate: v.nullable(der),
})

export type EnrolmentRecord = Readonly<v.InferOutput<typeof recordSchema>>
export type RecordFields = Partial<
  Pick<EnrolmentRecord, 'spki' | 'request' | 'certificate' | 'origin' | 'bank' | 'bankName' | 'previous'>
>

const anySchema = v.looseObject({ schema: v.pipe(v.number(), v.integer()) })

/** @throws KoshinError journal-damaged; journal-newer: written by a later version, which alone may change it */
export const decodeRecord = (text: string): EnrolmentRecord => {
  const value = unsealed(text)
  const any = v.safeParse(anySchema, value)
  if (any.success && any.output.schema > JOURNAL_SCHEMA)
    throw new KoshinError('journal-newer', { ours: String(JOURNAL_SCHEMA), theirs: String(any.output.schema) })
  const record = v.safeParse(recordSchema, value)
  if (record.success) return record.output
  throw damaged(v.getDotPath(record.issues[0]) ?? record.issues[0].type)
}

export const encodeRecord = (record: EnrolmentRecord): string => sealed(record)

const rank = (state: EnrolmentState): number => ENROLMENT_STATES.indexOf(state)

/** Whether the new certificate is on the token, as far as the journal knows. */
export const isWritten = ({ state }: EnrolmentRecord): boolean =>
  state !== 'discarded' && rank(state) >= rank('written')

/** Whether an answer can still be for it. */
export const isOpen = ({ state }: EnrolmentRecord): boolean => state !== 'done' && state !== 'discarded'

/**
 * The record after a step. It never goes back: a step that is done twice, or late, changes no state.
 * @param now milliseconds since the epoch
 * @throws KoshinError enrolment-state: it has been discarded, or is to be after its certificate was written
 */
export const advanced = (
  record: EnrolmentRecord,
  state: EnrolmentState,
  fields: RecordFields,
  now: number,
): EnrolmentRecord => {
  const isRefused = record.state === 'discarded' ? state !== 'discarded' : state === 'discarded' && isWritten(record)
  if (isRefused) throw new KoshinError('enrolment-state', { detail: record.state })
  const next = rank(state) > rank(record.state) ? state : record.state
  return { ...record, ...fields, state: next, updatedAt: new Date(now).toISOString() }
}
