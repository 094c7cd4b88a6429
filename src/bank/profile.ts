import * as v from 'valibot'
import { keyAlgorithmSchema } from '../protocol/schema.ts'

/**
 * A bank as data: what its pages say, and what a user does on each. A help desk can write one without touching code.
 * Words stand here as the bank prints them; Koshin's own sentences are made around them from `_locales`.
 */

const words = v.pipe(v.string(), v.minLength(1), v.maxLength(120))
const bilingual = v.strictObject({ ja: words, en: words })
const id = v.pipe(v.string(), v.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/), v.maxLength(60))

/**
 * Match pattern of the WebExtensions standard, https only, one exact host: `https://www.bank.example/*`.
 * Ports cannot be named in one (Firefox refuses them): a pattern stands for every port of its host.
 */
export const originPatternSchema = v.pipe(
  v.string(),
  v.maxLength(300),
  v.regex(/^https:\/\/[a-z0-9-]+(?:\.[a-z0-9-]+)*\/\*$/, 'https://<host>/*'),
)

/** The steps that a person goes through, in order; several screens may belong to one. */
export const STEPS = ['open-notice', 'start', 'choose-store', 'confirm', 'finish'] as const
export type Step = (typeof STEPS)[number]

const fieldSchema = v.strictObject({
  /** The words that stand before the value. */
  label: words,
  kind: v.picklist(['date', 'digits', 'serial-number']),
})

export const FIELD_NAMES = ['expiry', 'corporateId', 'userId', 'serialNumber'] as const

const screenSchema = v.strictObject({
  id,
  step: v.picklist(STEPS),
  /** All of `texts` and `controls` are on the screen and none of `absent` is. Compared after NFKC, white space removed. */
  known: v.strictObject({
    texts: v.pipe(v.array(words), v.minLength(1), v.maxLength(8)),
    controls: v.optional(v.array(words), []),
    absent: v.optional(v.array(words), []),
  }),
  /** Is this a screen that tells of a renewal to be made (rather than one on the way)? */
  notice: v.optional(v.boolean(), false),
  /** What the user presses next; null: the page moves on by itself. */
  next: v.nullable(v.strictObject({ label: words })),
  /** Pressing `next` starts the enrolment: it is held until the user has consented and the key is made. */
  enrols: v.optional(v.boolean(), false),
})
export type Screen = v.InferOutput<typeof screenSchema>

export const profileSchema = v.strictObject({
  schema: v.literal(1),
  id,
  name: bilingual,
  service: bilingual,
  /** Empty: the user, the administrator or an edition assigns them. Never invented. */
  origins: v.array(originPatternSchema),
  renewal: v.strictObject({
    /** A renewal can be made from this many days before the last day. */
    daysBefore: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(366)),
    /** The CA's answer comes within this many seconds, or something is wrong. */
    answerWithinSeconds: v.pipe(v.number(), v.integer(), v.minValue(5), v.maxValue(3600)),
  }),
  enrolment: v.strictObject({ technology: v.literal('certenroll'), key: keyAlgorithmSchema }),
  fields: v.strictObject({
    expiry: v.optional(fieldSchema),
    corporateId: v.optional(fieldSchema),
    userId: v.optional(fieldSchema),
    serialNumber: v.optional(fieldSchema),
  }),
  screens: v.pipe(v.array(screenSchema), v.minLength(1), v.maxLength(60)),
})
export type BankProfile = v.InferOutput<typeof profileSchema>
