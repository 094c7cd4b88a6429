import * as v from 'valibot'
import { KEY_ALGORITHMS } from '../certificate/certificate.ts'

/**
 * A bank as data: what its pages say, and what a user does on each. A help desk can write one without touching code.
 * Words stand here as the bank prints them; Koshin's own sentences are made around them from `_locales`.
 * The published form is docs/profile.schema.json; what a schema cannot say is in check-profile.ts.
 */

const words = v.pipe(v.string(), v.minLength(1), v.maxLength(120))
const severalWords = v.pipe(v.array(words), v.maxLength(12))
const bilingual = v.strictObject({ ja: words, en: words })
const id = v.pipe(v.string(), v.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'a-z, 0-9, -'), v.maxLength(60))
export const bankIdSchema = id
const days = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(366))

/**
 * Match pattern of the WebExtensions standard, https only, one exact host: `https://www.bank.example/*`.
 * Ports cannot be named in one (Firefox refuses them): a pattern stands for every port of its host.
 */
export const originPatternSchema = v.pipe(
  v.string(),
  v.maxLength(300),
  v.regex(/^https:\/\/[a-z0-9-]+(?:\.[a-z0-9-]+)*\/\*$/, 'https://<host>/*'),
)

/** The steps that a person goes through. A profile names those of its bank, in their order. */
export const STEPS = [
  'log-on',
  'open-notice',
  'start',
  'choose-store',
  'confirm',
  'application',
  'download',
  'finish',
] as const
export type Step = (typeof STEPS)[number]

/** What a screen is for, and so what Koshin says and does on it. */
export const SCREEN_KINDS = [
  /** The user picks a certificate: Koshin says which. */
  'log-on',
  /** The user types a password that Koshin never sees. */
  'password',
  /** The user types the positions of a one-time password card. */
  'one-time-password',
  /** Tells that a renewal is due. */
  'notice',
  /** On the way: the next button is marked. */
  'way',
  /** Pressing `next` or one of `others` starts the enrolment: the click is held until the user has agreed and the key is made. */
  'enrol',
  /** The bank works and moves on by itself: leaving is asked about. */
  'working',
  /** The bank says that it is done. */
  'finished',
  /** The session has ended: log on again. */
  'session-ended',
  /** The bank does not take the certificate that was picked. */
  'log-on-refused',
  /** The bank says that the renewal has failed. */
  'failed',
] as const
export type ScreenKind = (typeof SCREEN_KINDS)[number]

export const FIELD_NAMES = ['expiry', 'corporateId', 'userId', 'serialNumber'] as const

const fieldSchema = v.strictObject({
  /** The words that stand before the value, or above it in a table. */
  labels: v.pipe(severalWords, v.minLength(1)),
  /** `id`: letters and digits; `digits`: digits only. Both may be printed in groups. */
  kind: v.picklist(['date', 'digits', 'id', 'serial-number']),
  /** Exactly so many digits. */
  digits: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(40))),
})
export type Field = v.InferOutput<typeof fieldSchema>

const controlSchema = v.strictObject({
  /** The words on a link or button, as the bank prints them. */
  label: words,
  /** Where the bank means the certificate to go, if the button says so. */
  store: v.optional(v.picklist(['token', 'computer'])),
})

const screenSchema = v.strictObject({
  id,
  step: v.picklist(STEPS),
  kind: v.picklist(SCREEN_KINDS),
  /** Whose log-on this screen belongs to: the id of a role. */
  role: v.optional(id),
  /**
   * How the screen is known: all of it must be there. Compared after NFKC, with white space removed.
   * - `name`: stands alone on a line (or is the page's title), not inside a sentence
   * - `texts`: stand anywhere in the visible text
   * - `controls`: words on links or buttons, whole
   * - `absent`: neither in the text nor on a control
   */
  known: v.strictObject({
    name: v.optional(words),
    texts: v.optional(severalWords, []),
    controls: v.optional(severalWords, []),
    absent: v.optional(severalWords, []),
  }),
  /** What the user presses next; null: the page moves on by itself, or there is nothing to press. */
  next: v.nullable(controlSchema),
  /** What may be pressed instead of `next`. */
  others: v.optional(v.pipe(v.array(controlSchema), v.maxLength(6)), []),
})
export type Screen = v.InferOutput<typeof screenSchema>
export const screensSchema = v.pipe(v.array(screenSchema), v.minLength(1), v.maxLength(60))

/** DER in base64, without line breaks. As long as the host takes one. */
const certificate = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(16 * 1024),
  v.regex(/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/, 'base64'),
)

const roleSchema = v.strictObject({
  id,
  /** As people call it: 管理者, 利用者. */
  name: bilingual,
  /** What the certificate's common name is made of, in this order; separators between the parts do not count. */
  commonName: v.pipe(v.array(v.picklist(['corporateId', 'userId'])), v.minLength(1), v.maxLength(2)),
})
export type Role = v.InferOutput<typeof roleSchema>

const renewalSchema = v.strictObject({
  /** A renewal can be made from this many days before the last day. */
  daysBefore: v.pipe(days, v.minValue(1)),
  /** Until this time of the last day in Japan, exclusive minute by minute (`08:59`: until 8:59); without it, until the day ends. */
  lastDayUntil: v.optional(v.pipe(v.string(), v.regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'HH:MM'))),
  /** What applies after expiry, where the bank offers something; without it: the certificate is issued anew at the branch. */
  afterExpiry: v.optional(
    v.strictObject({
      /** On the log-on page, by this button. */
      label: words,
      /** For so many days after the last one; without it, the bank decides. */
      withinDays: v.optional(days),
    }),
  ),
  /** Days before the last one on which people are reminded, beside the last day itself. */
  remindAt: v.optional(v.pipe(v.array(v.pipe(days, v.minValue(1))), v.minLength(1), v.maxLength(6)), [30, 10]),
  /** The CA's answer comes within this many seconds, or something is wrong. */
  answerWithinSeconds: v.pipe(v.number(), v.integer(), v.minValue(5), v.maxValue(3600)),
})
export type RenewalRules = v.InferOutput<typeof renewalSchema>

export const profileSchema = v.strictObject({
  $schema: v.optional(v.string()),
  schema: v.literal(1),
  id,
  name: bilingual,
  service: bilingual,
  /** Empty: the user, the administrator or an edition assigns them. Never invented. */
  origins: v.pipe(v.array(originPatternSchema), v.maxLength(50)),
  /**
   * The CAs that issue this bank's client certificates, where they are known: whatever leads to none of them is refused.
   * Without them, the issuer of the certificate of before counts.
   */
  issuers: v.optional(v.pipe(v.array(certificate), v.maxLength(8))),
  roles: v.optional(v.pipe(v.array(roleSchema), v.maxLength(6)), []),
  renewal: renewalSchema,
  /**
   * How the key is made: the bank's page calls CertEnroll, and Koshin answers; or something else makes it (`guide`), and
   * Koshin leads the way only.
   */
  enrolment: v.variant('technology', [
    v.strictObject({ technology: v.literal('certenroll'), key: v.picklist(KEY_ALGORITHMS) }),
    v.strictObject({ technology: v.literal('guide'), by: v.picklist(['application', 'download', 'browser']) }),
  ]),
  /** Where the bank lets the certificate be kept. */
  stores: v.pipe(v.array(v.picklist(['token', 'computer'])), v.minLength(1), v.maxLength(2)),
  steps: v.pipe(v.array(v.picklist(STEPS)), v.minLength(1), v.maxLength(8)),
  fields: v.strictObject({
    expiry: v.optional(fieldSchema),
    corporateId: v.optional(fieldSchema),
    userId: v.optional(fieldSchema),
    serialNumber: v.optional(fieldSchema),
  }),
  screens: screensSchema,
})
export type BankProfile = v.InferOutput<typeof profileSchema>
