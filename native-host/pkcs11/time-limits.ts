import type { VerbName, Verbs } from './verbs.ts'

/** The longest that a verb may take before the process of the module is killed. */

const SECOND = 1000
/** Making a long RSA key takes cards minutes. */
const LIMITS_MS: Record<VerbName, number> = {
  load: 15 * SECOND,
  'list-tokens': 10 * SECOND,
  'list-certificates': 20 * SECOND,
  'list-authorities': 20 * SECOND,
  'list-own-keys': 20 * SECOND,
  'log-in': 30 * SECOND,
  find: 20 * SECOND,
  'make-key': 300 * SECOND,
  'sign-request': 60 * SECOND,
  prove: 60 * SECOND,
  'write-certificate': 60 * SECOND,
  'remove-torn-certificates': 30 * SECOND,
  'import-key': 60 * SECOND,
  'write-authority': 60 * SECOND,
  'export-key': 30 * SECOND,
  'remove-pair': 30 * SECOND,
  'remove-key': 30 * SECOND,
  'log-out': 2 * SECOND,
}
/** With a pad the user types during the call. */
const PAD_LIMIT_MS = 300 * SECOND

/** What an administrator may give more or less time. Leaving a token is nothing that anybody should wait for. */
export const LIMITED_VERBS = (Object.keys(LIMITS_MS) as VerbName[]).filter((verb) => verb !== 'log-out')

/** Verb → seconds, where they are others than Koshin's own. */
export type SecondsFor = Readonly<Partial<Record<VerbName, number | undefined>>>

/** Whether a person types on the token's own pad meanwhile: then it is not the module that takes so long. */
export const isTyping = <N extends VerbName>(verb: N, args: Verbs[N]['args']): boolean =>
  verb === 'log-in' && (args as Verbs['log-in']['args']).pin === null

/** Milliseconds. */
export const limitOf = <N extends VerbName>(verb: N, args: Verbs[N]['args'], secondsFor: SecondsFor): number => {
  if (isTyping(verb, args)) return PAD_LIMIT_MS
  const seconds = secondsFor[verb]
  return seconds === undefined ? LIMITS_MS[verb] : seconds * SECOND
}
