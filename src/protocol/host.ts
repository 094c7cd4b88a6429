import * as v from 'valibot'
import { KEY_USAGES } from '../certificate/usage.ts'
import { MAX_HELLO_BYTES } from './identity.ts'
import {
  base64,
  certificateSchema,
  enrolmentIdSchema,
  enrolmentSchema,
  hex,
  keyAlgorithmSchema,
  languageSchema,
  moduleSchema,
  nameSchema,
  originSchema,
  storeSchema,
  uriSchema,
} from './schema.ts'

/**
 * Everything that can be asked of the native host, and nothing else: JSON-RPC 2.0 in native messaging frames.
 * The host signs only what it built itself; no method takes bytes to sign, returns a private key, or takes a PIN.
 */

export {
  EXTENSION_ID_CHROMIUM,
  EXTENSION_ID_FIREFOX,
  HOST_NAME,
  MAX_FRAME_BYTES,
  PROTOCOL_VERSION,
} from './identity.ts'

/** An answer of a CA with its chain is a few KiB. Larger is not one. */
export const MAX_ANSWER_BASE64 = 256 * 1024
/** A CA's certificate is one or two KiB; a profile pins a few of them. */
const MAX_ISSUER_BASE64 = 16 * 1024
export const MAX_ISSUERS = 8
/** A client certificate is two KiB; one with a picture in it can be read too. */
export const MAX_CERTIFICATE_BASE64 = 64 * 1024

/** Bytes of a request that names a few things: tokens, certificates, enrolments. */
const SHORT = 4 * 1024

const PROGRESS_STEPS = [
  'waiting-for-token', // another window holds the lock of this token
  'waiting-for-pin',
  'making-key',
  'signing',
  'checking-answer',
  'writing',
  'reading-back',
  'proving',
  'reading-file',
  'removing',
] as const

const text = (most: number) => v.pipe(v.string(), v.maxLength(most))
const none = v.strictObject({})

/** See CertificateUsage. */
const usageSchema = v.strictObject({
  keyUsage: v.nullable(v.pipe(v.array(v.picklist(KEY_USAGES)), v.readonly())),
  purposes: v.nullable(v.pipe(v.array(v.pipe(v.string(), v.regex(/^\d+(?:\.\d+)+$/))), v.readonly())),
})

/** A PKCS#12 file of a few keys with their chains is well under 100 KiB. */
export const MAX_PKCS12_BASE64 = 256 * 1024

/** Whether a browser finds the certificates of a store. */
const sightSchema = v.strictObject({
  /** `after-restart`: it will, once all of its windows have been closed. `unknown`: this system does not tell. */
  seen: v.picklist(['yes', 'no', 'after-restart', 'unknown']),
  /**
   * How this browser comes to see it: by `pkcs11.installModule` with the native manifest `module` (Firefox), by the user's NSS
   * database (Chromium on Linux), by the system's own certificate store, or not at all.
   */
  way: v.picklist(['native-manifest', 'nss-database', 'system', 'none']),
  module: v.nullable(text(100)),
})
export type Sight = v.InferOutput<typeof sightSchema>

/** `mostBytes`: how long a request may be, as JSON in UTF-8. */
export const HOST_METHODS = {
  /** Must come first. A version mismatch is an error of its own that says which side to update. */
  'host.hello': {
    mostBytes: MAX_HELLO_BYTES,
    params: v.strictObject({ protocol: v.number(), extension: text(40), language: languageSchema }),
    result: v.strictObject({
      protocol: v.number(),
      host: text(40),
      journalSchema: v.number(),
      platform: text(40),
    }),
  },
  /**
   * From now on and until the conversation ends, only these drivers of tokens are loaded: file names or absolute paths, as the
   * administrator allows them. It takes away and never adds; asked twice, what both allow is left.
   */
  'host.restrict': {
    mostBytes: 64 * 1024,
    params: v.strictObject({ modules: v.pipe(v.array(text(1024)), v.minLength(1), v.maxLength(32)) }),
    result: none,
  },
  /** `computer`: its network name, as its reports carry it. */
  'store.list': {
    mostBytes: SHORT,
    params: none,
    result: v.strictObject({ computer: text(255), stores: v.array(storeSchema), modules: v.array(moduleSchema) }),
  },
  /**
   * All client certificates of one store or of all. No PIN is asked. `strayKeys`: how many keys of Koshin lie there that
   * neither have a certificate nor a readable record in the journal (see enrolment.rescue).
   */
  'certificate.list': {
    mostBytes: SHORT,
    params: v.strictObject({ store: v.nullable(uriSchema) }),
    result: v.strictObject({ certificates: v.array(certificateSchema), strayKeys: v.number() }),
  },
  /**
   * A certificate whole, DER in base64, and above it the issuers that lie in the same store, nearest first. No PIN is asked.
   */
  'certificate.read': {
    mostBytes: SHORT,
    params: v.strictObject({ certificate: uriSchema }),
    result: v.strictObject({
      certificate: base64(MAX_CERTIFICATE_BASE64),
      issuers: v.pipe(v.array(base64(MAX_CERTIFICATE_BASE64)), v.maxLength(MAX_ISSUERS)),
      /** null: what it says of that cannot be read. */
      usage: v.nullable(usageSchema),
    }),
  },
  /** Signs a challenge of the host's own with the certificate's key and checks it with the certificate. Asks the PIN. */
  'certificate.prove': {
    mostBytes: SHORT,
    params: v.strictObject({ certificate: uriSchema, origin: v.nullable(originSchema) }),
    result: v.strictObject({ certificate: certificateSchema }),
  },
  /**
   * Puts the keys of a PKCS#12 file with their certificates and chains into a store, and proves each. The host asks the file's
   * password itself. Can be done again: what is there already is left as it is.
   */
  'certificate.import': {
    mostBytes: MAX_PKCS12_BASE64 + SHORT,
    params: v.strictObject({ store: uriSchema, fileName: text(255), file: base64(MAX_PKCS12_BASE64) }),
    result: v.strictObject({
      imported: v.array(v.strictObject({ certificate: certificateSchema, wasThere: v.boolean() })),
    }),
  },
  /** Copies a certificate, its key and its chain from one of the computer's own stores onto a token, and proves it there. The first one stays as it is. */
  'certificate.move': {
    mostBytes: SHORT,
    params: v.strictObject({ certificate: uriSchema, store: uriSchema }),
    result: v.strictObject({ certificate: certificateSchema }),
  },
  /**
   * Removes a certificate and its key: one that a proven successor has replaced, or that has expired; never the last one
   * that is valid. `sha256`: of the certificate that the user was shown.
   */
  'certificate.remove': {
    mostBytes: SHORT,
    params: v.strictObject({ certificate: uriSchema, sha256: v.pipe(hex(64), v.length(64)) }),
    result: v.strictObject({ certificate: certificateSchema }),
  },
  /** Whether the browser that started the host sees the certificates of a store. Changes nothing. */
  'browser.look': { mostBytes: SHORT, params: v.strictObject({ store: uriSchema }), result: sightSchema },
  /**
   * Makes that browser see them, as far as it is the host's to do: writes the native manifest for Firefox, adds the module to
   * the user's NSS database for Chromium on Linux. The user has agreed to it. `koshin unregister` takes it back.
   */
  'browser.connect': { mostBytes: SHORT, params: v.strictObject({ store: uriSchema }), result: sightSchema },
  /**
   * Makes a key on the store and signs a request for it. With `enrolment`, goes on with that one: its key is looked up,
   * never made a second time, and only the request is signed anew (with another subject, say).
   */
  'enrolment.prepare': {
    /** A page's subject is 2000 characters at most (pageCallSchema). */
    mostBytes: 16 * 1024,
    params: v.strictObject({
      enrolment: v.nullable(enrolmentIdSchema),
      origin: originSchema,
      bank: text(80),
      /** What people call the bank: shown in the PIN dialog beside the origin. */
      bankName: text(120),
      store: uriSchema,
      /** The certificate to be followed: gives the subject, and is compared with what the bank issues. */
      follows: uriSchema,
      algorithm: keyAlgorithmSchema,
      /** The subject that the page asks for; null: the subject of `follows`, byte for byte. */
      subject: v.nullable(nameSchema),
      /** The user knows that `follows` has a successor on the token, and wants another one all the same. */
      again: v.boolean(),
    }),
    /** `request` is the PKCS#10 in DER, base64 without line breaks. */
    result: v.strictObject({ enrolment: enrolmentSchema, request: base64(16384) }),
  },
  /**
   * Saves the answer, matches it to its key, checks it, writes it beside the key, reads it back and proves it.
   * `answer` is what the bank sent, base64 of the raw bytes; null: the answer saved before.
   */
  'enrolment.install': {
    mostBytes: MAX_ANSWER_BASE64 + MAX_ISSUERS * MAX_ISSUER_BASE64 + SHORT,
    params: v.strictObject({
      enrolment: enrolmentIdSchema,
      origin: v.nullable(originSchema),
      answer: v.nullable(base64(MAX_ANSWER_BASE64)),
      /** Certificates of the CAs that the bank's profile pins, DER; empty: whoever issued the one before. */
      issuers: v.pipe(v.array(base64(MAX_ISSUER_BASE64)), v.maxLength(MAX_ISSUERS)),
      /** Milliseconds that the bank's clock (its HTTP Date) is ahead of this computer's; null: not known. */
      bankAhead: v.nullable(v.pipe(v.number(), v.integer())),
      /** SHA-256 of a certificate whose other subject the user has seen and agreed to. */
      acceptSubjectOf: v.nullable(v.pipe(hex(64), v.length(64))),
    }),
    result: v.strictObject({ enrolment: enrolmentSchema, certificate: certificateSchema }),
  },
  /** From the journal alone; no token is needed. `unreadable`: how many records are damaged, or of a later version. */
  'enrolment.list': {
    mostBytes: SHORT,
    params: none,
    result: v.strictObject({ enrolments: v.array(enrolmentSchema), unreadable: v.number() }),
  },
  /**
   * Looks on the tokens for keys of Koshin that no readable record names, and gives each a record again, from what the
   * token and the saved answers say. No PIN is asked, nothing on a token changes, damaged records stay as they are.
   */
  'enrolment.rescue': {
    mostBytes: SHORT,
    params: none,
    result: v.strictObject({ enrolments: v.array(enrolmentSchema) }),
  },
  /**
   * Writes this computer's report (docs/status.schema.json) into a folder that is there, as `koshin-status-<computer>.json`: whole or
   * not at all, in the place of the one before. No PIN is asked.
   */
  'status.export': {
    mostBytes: SHORT,
    params: v.strictObject({ folder: text(1024), shortIds: v.boolean() }),
    result: v.strictObject({ file: text(255) }),
  },
  /** Removes the unused key (by its CKA_ID) and closes the enrolment. Never touches a certificate that was written. */
  'enrolment.discard': {
    mostBytes: SHORT,
    params: v.strictObject({ enrolment: enrolmentIdSchema }),
    result: v.strictObject({ enrolment: enrolmentSchema }),
  },
} as const

export type HostMethod = keyof typeof HOST_METHODS
export type HostParams<M extends HostMethod> = v.InferOutput<(typeof HOST_METHODS)[M]['params']>
export type HostResult<M extends HostMethod> = v.InferOutput<(typeof HOST_METHODS)[M]['result']>

/** From the host while a request is in hand; not answered. */
export const progressSchema = v.strictObject({ step: v.picklist(PROGRESS_STEPS) })
export type ProgressStep = v.InferOutput<typeof progressSchema>['step']

/** What the extension's own PIN window is told. Used only where the platform has no dialog of its own. */
export const pinQuestionSchema = v.strictObject({
  token: text(200),
  bankName: text(120),
  origin: v.nullable(originSchema),
  purpose: v.picklist(['make-key', 'install', 'prove', 'discard', 'import', 'move', 'remove', 'open-file']),
  /** What is typed: the PIN of a token, the password of one of the computer's stores, or that of a file (`token` is its name). */
  secret: v.picklist(['pin', 'store-password', 'file-password']),
  tries: v.picklist(['ok', 'low', 'final']),
  /** The PIN typed before was wrong. */
  again: v.boolean(),
  minLength: v.number(),
  maxLength: v.number(),
})
export type PinQuestion = v.InferOutput<typeof pinQuestionSchema>
/** null: the user does not want to. */
export const pinAnswerSchema = v.strictObject({ pin: v.nullable(v.pipe(v.string(), v.maxBytes(255))) })
