/** What is wrong with a profile, where. The sentences for people stand in `_locales`, under the reason's name. */

export const PROBLEM_REASONS = [
  /** The file as a whole. `detail`: the limit in characters. */
  'too-much-text',
  /** Not JSON; `place` is the line and column where it stops being JSON. */
  'not-json',
  /** The same member twice in one object: only the last would count. */
  'member-twice',

  // What the schema says.
  'missing',
  'unknown',
  /** `detail`: what it should be. */
  'wrong-type',
  /** `detail`: the choices. */
  'not-one-of',
  /** `detail`: the form. */
  'wrong-form',
  /** `detail`: the limit, in characters. */
  'too-long',
  'too-short',
  /** `detail`: the limit, in entries. */
  'too-many',
  'too-few',
  /** `detail`: the limit. */
  'too-large',
  'too-small',
  'not-whole',

  // What a schema cannot say.
  /** Words without a letter or digit in them. */
  'no-words',
  /** `detail`: what stands there a second time. */
  'duplicate',
  /** A screen's id that has a meaning of its own. `detail`: the id. */
  'reserved-id',
  /** A screen's step that is not among the profile's. `detail`: the step. */
  'step-not-listed',
  /** `detail`: the role. */
  'no-such-role',
  /** A button keeps the certificate where the profile does not. `detail`: the store. */
  'store-not-listed',
  /** A field of another kind than its name needs. `detail`: the kinds that fit. */
  'unfit-kind',
  /** A screen that is known by nothing. */
  'known-by-nothing',
  /** Its own words are among those that must be absent. `detail`: the words. */
  'never-shown',
  /** A button to press that is no part of how the screen is known. `detail`: the label. */
  'label-not-known',
  /** Wherever this screen is, another is too. `detail`: the other's id. */
  'ambiguous',
  /** No screen on which a renewal starts or goes on. */
  'no-way-in',
  /** The page makes the key, and no screen starts it. */
  'no-enrol-screen',
  /** Something else makes the key, and a screen would start it. */
  'enrol-screen-in-guide',
  /** Reminders that are not in the order of days left. */
  'not-descending',
  /** A pinned issuer that is no CA's certificate, or cannot be read. */
  'not-ca-certificate',
] as const
export type ProblemReason = (typeof PROBLEM_REASONS)[number]

export interface Problem {
  /** `screens[3].known.controls[0]`; `12:5` (line and column) in a text that is not JSON; empty: the whole. */
  readonly place: string
  readonly reason: ProblemReason
  readonly detail: string | null
}

export const problem = (place: string, reason: ProblemReason, detail: string | number | null = null): Problem => ({
  place,
  reason,
  detail: detail === null ? null : String(detail),
})

const MAX_KEY = 40

/** A member's place, as JavaScript would write it. A name that is no identifier is quoted, and shortened. */
export const placeOf = (path: readonly unknown[]): string =>
  path.reduce<string>((place, key) => {
    if (typeof key === 'number') return `${place}[${key}]`
    const name = String(key)
    if (!/^[\w$]{1,40}$/.test(name)) return `${place}[${JSON.stringify(name.slice(0, MAX_KEY))}]`
    return place === '' ? name : `${place}.${name}`
  }, '')
