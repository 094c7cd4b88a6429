import * as v from 'valibot'
import { KEY_ALGORITHMS } from '../certificate/certificate.ts'
import { type ErrorCode, isErrorCode } from './errors.ts'

/** The pieces of data that messages are made of. Objects are strict: an unknown field is a message of another version. */

const text = (most: number) => v.pipe(v.string(), v.maxLength(most))
export const hex = (most: number) => v.pipe(v.string(), v.maxLength(most), v.regex(/^(?:[0-9a-fA-F]{2})*$/))
export const base64 = (most: number) =>
  v.pipe(v.string(), v.maxLength(most), v.regex(/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/))
const instant = v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/))

/** An origin as the browser gives it: scheme, host, port, nothing after. */
export const originSchema = v.pipe(text(300), v.regex(/^https:\/\/[^/?#@\s]+$/))
/** RFC 7512 PKCS#11 URI. */
export const uriSchema = v.pipe(text(1024), v.startsWith('pkcs11:'))
export const enrolmentIdSchema = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/))
export const languageSchema = v.picklist(['ja', 'en'])
export type Language = v.InferOutput<typeof languageSchema>
export const keyAlgorithmSchema = v.picklist(KEY_ALGORITHMS)

/** A distinguished name, see src/certificate/certificate.ts. */
export const nameSchema = v.pipe(v.array(v.strictObject({ type: text(80), value: text(1024) })), v.maxLength(40))

export const STORE_KINDS = ['token', 'computer'] as const

/** What keeps the keys: a PKCS#11 module's token; an NSS database, used by that browser; the operating system. */
export const STORE_KEEPERS = ['token', 'nss-chromium', 'nss-firefox', 'windows', 'macos'] as const

/** A place that keys live in: a token, or one of the computer's own stores. Each goes by a PKCS#11 URI. */
export const storeSchema = v.strictObject({
  uri: uriSchema,
  kind: v.picklist(STORE_KINDS),
  keeper: v.picklist(STORE_KEEPERS),
  /** The browser that started the host looks for its certificates here. Always false for a token. */
  ownBrowser: v.boolean(),
  label: text(128),
  manufacturer: text(128),
  model: text(128),
  serialNumber: text(128),
  /** File name of the driver that shows it. */
  module: text(255),
  pin: v.strictObject({
    /** The PIN is typed on the token's own pad. */
    pad: v.boolean(),
    tries: v.picklist(['ok', 'low', 'final', 'locked']),
    /** `none`: nothing is asked, as in most of the computer's own stores. */
    state: v.picklist(['set', 'not-set', 'to-be-changed', 'none']),
    minLength: v.number(),
    maxLength: v.number(),
  }),
  writable: v.boolean(),
  keyAlgorithms: v.array(keyAlgorithmSchema),
})
export type Store = v.InferOutput<typeof storeSchema>

/** A driver that was looked for, and what became of it. */
export const moduleSchema = v.strictObject({
  name: text(255),
  state: v.picklist(['ok', 'missing', 'invalid', 'crashed', 'hung', 'unstable']),
})
export type ModuleReport = v.InferOutput<typeof moduleSchema>

/** A certificate and where it lies. See src/certificate/certificate.ts for the units. */
export const certificateSchema = v.strictObject({
  uri: uriSchema,
  store: uriSchema,
  label: text(256),
  subject: nameSchema,
  issuer: nameSchema,
  serialNumber: hex(128),
  notBefore: instant,
  notAfter: instant,
  publicKey: v.strictObject({ algorithm: v.picklist(['rsa', 'ec', 'other']), bits: v.number() }),
  spkiSha256: hex(64),
  sha256: hex(64),
  /** Without a PIN a private key is often invisible: then `unknown`. */
  key: v.picklist(['present', 'absent', 'unknown']),
  /** Whether the private key can be copied out of its store (certificate.move); `unknown`: only seen after a log-in. */
  mayLeave: v.picklist(['yes', 'no', 'unknown']),
})
export type CertificateEntry = v.InferOutput<typeof certificateSchema>

export const ENROLMENT_STATES = [
  'planned',
  'key-made',
  'requested',
  'issued',
  'written',
  'proven',
  'done',
  'discarded',
] as const

export const enrolmentSchema = v.strictObject({
  id: enrolmentIdSchema,
  state: v.picklist(ENROLMENT_STATES),
  /** null: the journal's record of it was lost, and nothing else says which site it was for. */
  origin: v.nullable(originSchema),
  /** The bank's profile id; empty where that is lost too. */
  bank: text(80),
  store: uriSchema,
  storeKind: v.picklist(['token', 'computer']),
  /** Label and serial tail of the token, to be read by a person while it is away: `専用USB …4F21`. */
  storeName: text(200),
  algorithm: keyAlgorithmSchema,
  /** Put together again from the token: its key may be in use on another computer too. */
  rescued: v.boolean(),
  /** CN of the certificate that this one follows. */
  subject: text(256),
  createdAt: instant,
  updatedAt: instant,
  certificate: v.nullable(certificateSchema),
})
export type Enrolment = v.InferOutput<typeof enrolmentSchema>
export type EnrolmentState = Enrolment['state']

const errorCodeSchema = v.custom<ErrorCode>(isErrorCode)

const errorDataSchema = v.strictObject({
  pinTries: v.optional(v.picklist(['ok', 'low', 'final', 'locked'])),
  ckr: v.optional(text(80)),
  step: v.optional(text(120)),
  token: v.optional(text(200)),
  module: v.optional(text(255)),
  path: v.optional(text(1024)),
  version: v.optional(text(200)),
  certificate: v.optional(hex(64)),
  differences: v.optional(
    v.pipe(
      v.array(v.strictObject({ type: text(80), before: v.nullable(text(1024)), now: v.nullable(text(1024)) })),
      v.maxLength(80),
      v.readonly(),
    ),
  ),
  ours: v.optional(text(40)),
  theirs: v.optional(text(40)),
  detail: v.optional(text(400)),
})

export const errorReportSchema = v.strictObject({ code: errorCodeSchema, data: errorDataSchema })
