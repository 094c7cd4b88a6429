import * as v from 'valibot'
import { FIELD_NAMES } from '../bank/profile.ts'

/** What was read from a page: data, made in the content script and decoded again by the background. */

const value = v.pipe(v.string(), v.maxLength(80))

export const readingSchema = v.strictObject({
  /** Screen id of the profile; `none`: not one of them; `ambiguous`: more than one fits, so no step is guessed. */
  screen: v.pipe(v.string(), v.maxLength(60)),
  /** The ids that fit, where the screen is ambiguous. */
  among: v.pipe(v.array(v.pipe(v.string(), v.maxLength(60))), v.maxLength(60)),
  /** The words on the control to press, as this page prints them; null: there is none. */
  label: v.nullable(v.pipe(v.string(), v.maxLength(120))),
  fields: v.strictObject({
    ...v.entriesFromList(FIELD_NAMES, v.nullable(value)),
    /** Time of the last day that the page prints beside it, `08:59`; `24:00` is the day's end. */
    expiryTime: v.nullable(v.pipe(v.string(), v.regex(/^\d\d:\d\d$/))),
  }),
})
/**
 * `expiry` is an ISO day in Japan (`2026-12-10`), IDs are ASCII letters and digits, the serial number is upper-case
 * hexadecimal. A field that stands on the page with two different values is null: which one is meant is not guessed.
 */
export type Reading = v.InferOutput<typeof readingSchema>

export const NO_FIELDS: Reading['fields'] = {
  expiry: null,
  expiryTime: null,
  corporateId: null,
  userId: null,
  serialNumber: null,
}
export const NOTHING_READ: Reading = { screen: 'none', among: [], label: null, fields: NO_FIELDS }

/** Why a page of a site without a profile is no notice. */
export const NO_NOTICE_REASONS = [
  /** Nothing on it is about renewing a certificate. */
  'no-words',
  /** It is about the certificate, but asks nobody to renew one. */
  'nothing-due',
  /** The same words, with nothing to press: a help page, a manual, an announcement. */
  'nothing-to-press',
  /** A mail that is shown in a web mail program, or quoted. */
  'mail',
  /** The last day of a password or PIN. */
  'password',
  /** Revocation. */
  'revocation',
  /** Registration of a certificate for tax returns. */
  'e-tax',
  /** The certificate on an Individual Number Card. */
  'individual-number-card',
  /** The certificate of a web server. */
  'server-certificate',
  /** A procedure has changed or a service is announced; nobody's certificate is due. */
  'announcement',
] as const
export type NoNoticeReason = (typeof NO_NOTICE_REASONS)[number]

/** A bundled profile's screen that fits a page. */
export const matchSchema = v.strictObject({
  bank: v.pipe(v.string(), v.maxLength(60)),
  screen: v.pipe(v.string(), v.maxLength(60)),
  kind: v.string(),
  step: v.string(),
})

/** What the reader sees on a page of a site that has no profile. */
export const generalReadingSchema = v.strictObject({
  /**
   * `notice`: a renewal is due. `screen`: a screen on the way of a renewal. `ambiguous`: more than one step fits.
   * `none`: no notice, and `reason` says why.
   */
  verdict: v.picklist(['notice', 'screen', 'ambiguous', 'none']),
  reason: v.nullable(v.picklist(NO_NOTICE_REASONS)),
  /** Bundled screens that fit, one entry a profile; empty: known by its words alone. */
  matches: v.pipe(v.array(matchSchema), v.maxLength(60)),
  label: readingSchema.entries.label,
  fields: readingSchema.entries.fields,
})
export type GeneralReading = v.InferOutput<typeof generalReadingSchema>

const WEIGHTS: Readonly<Record<GeneralReading['verdict'], number>> = { notice: 4, screen: 3, ambiguous: 2, none: 1 }

/**
 * Of several frames the reading with the greatest weight is what a person sees. A frame without a word about certificates, a menu
 * or an empty frameset, gives the least of all reasons.
 */
export const weightOf = ({ verdict, reason }: Pick<GeneralReading, 'verdict' | 'reason'>): number =>
  reason === 'no-words' ? 0 : WEIGHTS[verdict]
