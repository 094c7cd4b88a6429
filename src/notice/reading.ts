import * as v from 'valibot'
import { FIELD_NAMES } from '../bank/profile.ts'

/** What was read from a page: data, made in the content script and decoded again by the background. */

const value = v.pipe(v.string(), v.maxLength(80))

export const readingSchema = v.strictObject({
  /** Screen id of the profile; `none`: not one of them; `ambiguous`: more than one fits, so no step is guessed. */
  screen: v.pipe(v.string(), v.maxLength(60)),
  fields: v.strictObject(v.entriesFromList(FIELD_NAMES, v.nullable(value))),
})
/** `expiry` is an ISO day in Japan (`2026-12-10`), IDs are ASCII digits, the serial number is upper-case hexadecimal. */
export type Reading = v.InferOutput<typeof readingSchema>

/** A page as plain text: all that the reader needs of the DOM. */
export interface PageView {
  readonly title: string
  /** Visible text, blocks separated by line breaks. */
  readonly text: string
  /** Labels of links and buttons, in document order. */
  readonly controls: readonly string[]
}
