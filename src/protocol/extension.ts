import * as v from 'valibot'
import { bankIdSchema, originPatternSchema } from '../bank/profile.ts'
import { readingSchema } from '../notice/reading.ts'
import { HOST_METHODS, MAX_ANSWER_BASE64, MAX_PKCS12_BASE64, pinQuestionSchema } from './host.ts'
import {
  base64,
  enrolmentIdSchema,
  errorReportSchema,
  hex,
  languageSchema,
  originSchema,
  storeSchema,
  uriSchema,
} from './schema.ts'

/** Messages inside the extension. Who sent one is taken from the browser's `sender`, never from the message. */

/** Characters of a profile's JSON: the largest bundled one is a twentieth of it. */
export const MAX_PROFILE_TEXT = 100_000

/** From popup, options, consent and PIN windows (extension pages). Each is answered with null; what changes is in the snapshot. */
export const intentSchema = v.variant('type', [
  /** The popup was opened: look at the active tab, and ask the host what is there. */
  v.strictObject({ type: v.literal('popup-opened') }),
  v.strictObject({ type: v.literal('check-again') }),
  v.strictObject({ type: v.literal('start') }),
  /** Bring the bank's tab to the front. */
  v.strictObject({ type: v.literal('show-bank') }),
  v.strictObject({ type: v.literal('consent-given'), store: uriSchema, follows: uriSchema }),
  v.strictObject({ type: v.literal('consent-declined') }),
  /** After an error: do the step that failed again. */
  v.strictObject({ type: v.literal('retry') }),
  /** After `answer-other-subject`: save this certificate all the same. */
  v.strictObject({ type: v.literal('accept-subject'), certificate: v.pipe(hex(64), v.length(64)) }),
  /** After `already-renewed`: make another one all the same. */
  v.strictObject({ type: v.literal('renew-again') }),
  /** Go on with an enrolment from before: install the saved answer, or tell the user to press the bank's button again. */
  v.strictObject({ type: v.literal('continue'), enrolment: enrolmentIdSchema }),
  v.strictObject({ type: v.literal('discard'), enrolment: enrolmentIdSchema }),
  /** Look on the tokens for keys whose records are lost. */
  v.strictObject({ type: v.literal('rescue') }),
  /** Asks for the bank's answer that this browser keeps; answered with its base64 or null. */
  v.strictObject({ type: v.literal('kept-answer'), enrolment: enrolmentIdSchema }),
  /** The end or an error has been read. */
  v.strictObject({ type: v.literal('dismiss') }),
  v.strictObject({ type: v.literal('language'), language: languageSchema }),
  /**
   * The user has named the bank of a host, and the browser is about to ask for the permission. Sent before it asks:
   * some browsers close the popup then. What follows is up to the browser's own event.
   */
  v.strictObject({
    type: v.literal('site-wanted'),
    pattern: originPatternSchema,
    bank: bankIdSchema,
  }),
  /** The user asks what the page in front is: read once, with the browser's leave for this click (activeTab). */
  v.strictObject({ type: v.literal('look-at-page') }),
  /** Closes every window of this browser profile. Asked about before. */
  v.strictObject({ type: v.literal('close-browser') }),
  /** Say nothing of this certificate for three days. */
  v.strictObject({ type: v.literal('snooze'), certificate: hex(64) }),
  v.strictObject({ type: v.literal('open-options') }),
  /** The options page was opened: look at what is set and allowed. */
  v.strictObject({ type: v.literal('options-opened') }),
  /** A profile's text, as it was in the file. Checked before it was sent, and again here. */
  v.strictObject({ type: v.literal('profile-added'), text: v.pipe(v.string(), v.maxLength(MAX_PROFILE_TEXT)) }),
  v.strictObject({ type: v.literal('profile-removed'), bank: bankIdSchema }),
  /** Lets go of a host: the browser's permission and the assignment to a bank. */
  v.strictObject({ type: v.literal('site-removed'), pattern: originPatternSchema }),
  /** Opens the page of certificates, or brings it to the front. */
  v.strictObject({ type: v.literal('open-certificates') }),
  /** The page of certificates was opened, or wants to know again: look at all stores. */
  v.strictObject({ type: v.literal('certificates-opened') }),
  /** A PKCS#12 file, which nobody but the page has read and nobody keeps. The host asks its password. */
  v.strictObject({
    type: v.literal('import-file'),
    store: uriSchema,
    fileName: v.pipe(v.string(), v.maxLength(255)),
    file: base64(MAX_PKCS12_BASE64),
  }),
  v.strictObject({ type: v.literal('move-certificate'), certificate: uriSchema, store: uriSchema }),
  v.strictObject({ type: v.literal('prove-certificate'), certificate: uriSchema }),
  /** To be removed from a token; can be taken back. */
  v.strictObject({ type: v.literal('mark-certificate'), certificate: uriSchema }),
  v.strictObject({ type: v.literal('unmark-certificate'), certificate: uriSchema }),
  /** `sha256`: of the certificate that the user was shown. */
  v.strictObject({
    type: v.literal('remove-certificate'),
    certificate: uriSchema,
    sha256: v.pipe(hex(64), v.length(64)),
  }),
  /** Ask whoever the certificate names whether it has been revoked, as far as the user has allowed their hosts. */
  v.strictObject({ type: v.literal('check-revocation'), certificate: uriSchema }),
  /** Have this browser find the certificates of a store; the user has agreed to it. */
  v.strictObject({ type: v.literal('connect-browser'), store: uriSchema }),
  /** Asks for a certificate as it lies in its store; answered with a WholeCertificate. */
  v.strictObject({ type: v.literal('read-certificate'), certificate: uriSchema }),
  /** Opens a bank's page in a new tab. Only one that is a bank's now. */
  v.strictObject({ type: v.literal('open-bank'), origin: originSchema }),
  /** What came of the last thing done on that page has been read. */
  v.strictObject({ type: v.literal('outcome-read') }),
  v.strictObject({ type: v.literal('pin-entered'), pin: v.nullable(v.pipe(v.string(), v.maxBytes(255))) }),
  /** The PIN window asks what to say; answered with a PinQuestion or null. */
  v.strictObject({ type: v.literal('pin-window-opened') }),
])
export type Intent = v.InferOutput<typeof intentSchema>
export const pinWindowSchema = v.nullable(pinQuestionSchema)

/** DER in base64, and what the key is for; or why it cannot be had. */
export const wholeCertificateSchema = v.variant('ok', [
  v.strictObject({
    ok: v.literal(true),
    certificate: HOST_METHODS['certificate.read'].result.entries.certificate,
    usage: HOST_METHODS['certificate.read'].result.entries.usage,
  }),
  v.strictObject({ ok: v.literal(false), error: errorReportSchema }),
])
export type WholeCertificate = v.InferOutput<typeof wholeCertificateSchema>

const callId = v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/))

/** What the page's script asks by way of the main-world layer. Hostile until decoded. */
export const pageCallSchema = v.variant('method', [
  v.strictObject({
    id: callId,
    method: v.literal('create-request'),
    /** Distinguished name as the page wrote it, and the X500NameFlags of its Encode call; null: none given. */
    subject: v.nullable(
      v.strictObject({ text: v.pipe(v.string(), v.maxLength(2000)), flags: v.pipe(v.number(), v.integer()) }),
    ),
    /** Bits of an RSA key that the page asks for; 0: it does not say. */
    keyLength: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(16384)),
  }),
  v.strictObject({
    id: callId,
    method: v.literal('install-response'),
    /** Raw bytes of the answer (text as UTF-8), base64. */
    answer: base64(MAX_ANSWER_BASE64),
  }),
])
export type PageCall = v.InferOutput<typeof pageCallSchema>

/** What goes back to the page: the request (base64 of the PKCS#10's DER), nothing, or an HRESULT. */
export const pageAnswerSchema = v.variant('ok', [
  v.strictObject({ ok: v.literal(true), request: v.optional(v.string()) }),
  v.strictObject({ ok: v.literal(false), hresult: v.number() }),
])
export type PageAnswer = v.InferOutput<typeof pageAnswerSchema>

/** From content scripts. */
export const contentMessageSchema = v.variant('type', [
  /** Answered with the bank's screens and fields (PageGuide), or null where the origin has no bank. */
  v.strictObject({ type: v.literal('page-opened') }),
  /** Answered with a Mark or null. */
  v.strictObject({ type: v.literal('notice-seen'), reading: readingSchema }),
  /** The held button; answered with `true` (let it through) or `false` once that is decided. */
  v.strictObject({
    type: v.literal('enrol-clicked'),
    /** Where the pressed button puts the certificate, by the bank's profile; null: its words do not say. */
    store: v.nullable(storeSchema.entries.kind),
  }),
  /** Not answered here: the answer goes to the page by cookie. `call` is decoded with pageCallSchema. */
  v.strictObject({ type: v.literal('page-called'), call: v.unknown() }),
])
export type ContentMessage = v.InferOutput<typeof contentMessageSchema>

/** What the content script draws beside the page's next button. Sentences come ready, in the user's language. */
export interface Mark {
  /** Label of the control to frame, in the bank's words; null: nothing to press, the card stands alone. */
  readonly label: string | null
  /** `3/5` */
  readonly count: string
  /** Empty: the sentence says it all. */
  readonly heading: string
  readonly sentence: string
  /** The bank works: leaving the page is asked about. */
  readonly asksBeforeLeaving: boolean
}
