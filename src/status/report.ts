import * as v from 'valibot'
import { STORE_KEEPERS } from '../protocol/schema.ts'
import { CERTIFICATE_STATES } from './certificate-state.ts'

/**
 * All certificates of one computer on one day, as data: what `koshin status --format json` prints. The published form is
 * docs/status.schema.json. Whoever reads one takes no other version.
 */

export const REPORT_FORMAT = 'koshin-status'
export const REPORT_VERSION = 1

const text = (most: number) => v.pipe(v.string(), v.maxLength(most))
const instant = v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/, 'ISO 8601, UTC'))
const day = v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/, 'ISO day'))
const whole = v.pipe(v.number(), v.integer())
const count = v.pipe(whole, v.minValue(0))
const bilingual = v.strictObject({ ja: text(120), en: text(120) })

const storeSchema = v.strictObject({
  kind: v.picklist(['token', 'computer']),
  keeper: v.picklist(STORE_KEEPERS),
  label: text(128),
  /** The last four characters of its serial number. */
  serialTail: text(4),
})

const rowSchema = v.strictObject({
  /** SHA-256 of the certificate, lower-case hexadecimal: by it the same one in two reports is one. */
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  /** null: nobody knows whose it is. */
  bank: v.nullable(v.strictObject({ id: text(80), name: bilingual })),
  /** As the common name carries them; null: it is not made as a bank makes it. Shortened: `…7890`. */
  corporateId: v.nullable(text(1024)),
  userId: v.nullable(text(1024)),
  role: v.nullable(v.strictObject({ id: text(80), name: bilingual })),
  /** The common name. Shortened where it carries IDs, and `…` alone where it does not. */
  name: text(1024),
  store: storeSchema,
  serialNumber: v.pipe(v.string(), v.regex(/^[0-9A-F]*$/)),
  issuer: text(48_000),
  notBefore: instant,
  notAfter: instant,
  /** The last day in Japan, and the last minute of it that counts, `08:59`; null: the whole day. */
  lastDay: day,
  until: v.nullable(v.pipe(v.string(), v.regex(/^\d{2}:\d{2}$/))),
  /** From then on it is over, by its bank's hour. */
  end: instant,
  /** Calendar days in Japan: 0 on the last day, negative after it. */
  daysLeft: whole,
  /** The first day on which the bank renews. */
  renewableFrom: day,
  key: v.picklist(['present', 'absent', 'unknown']),
  state: v.picklist(CERTIFICATE_STATES),
  /** Somebody has to renew it, sooner or later. */
  needsRenewal: v.boolean(),
})
export type CertificateRow = v.InferOutput<typeof rowSchema>

export const PENDING_STATES = ['planned', 'key-made', 'requested', 'issued', 'written', 'proven'] as const

const pendingSchema = v.strictObject({
  id: text(80),
  bank: text(80),
  subject: text(1024),
  storeName: text(200),
  state: v.picklist(PENDING_STATES),
  createdAt: text(40),
  updatedAt: text(40),
  /** Nothing has become of it for a day. */
  stuck: v.boolean(),
})

export const reportSchema = v.strictObject({
  format: v.literal(REPORT_FORMAT),
  version: v.literal(REPORT_VERSION),
  generatedAt: instant,
  /** Network name of the computer. */
  computer: text(255),
  hostVersion: text(40),
  idsShortened: v.boolean(),
  certificates: v.array(rowSchema),
  /** Keys that Koshin has made, without a certificate and without an enrolment that knows of them. */
  strayKeys: v.array(v.strictObject({ store: storeSchema, count })),
  enrolments: v.array(pendingSchema),
  /** Records of enrolments that cannot be read. */
  unreadableRecords: count,
  /** Drivers and stores that could not be read: what lies there is missing here. */
  failedStores: v.array(v.strictObject({ name: text(1024), reason: text(80) })),
})
export type StatusReport = v.InferOutput<typeof reportSchema>
export type PendingRow = StatusReport['enrolments'][number]
