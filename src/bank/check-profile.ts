import { MAX_PROFILE_TEXT } from '../protocol/extension.ts'
import { jsonFaults } from './json-fault.ts'
import type { BankProfile } from './profile.ts'
import { type Problem, problem } from './profile-problem.ts'
import { senseProblems } from './profile-sense.ts'
import { parseProfile } from './schema-problems.ts'

/** Problems that are told at once: more would not be read. */
const MOST_PROBLEMS = 50

export type ProfileCheck =
  | { readonly ok: true; readonly profile: BankProfile }
  | { readonly ok: false; readonly problems: readonly Problem[] }

const refused = (problems: readonly Problem[]): ProfileCheck => ({
  ok: false,
  problems: problems.slice(0, MOST_PROBLEMS),
})

/**
 * A profile's text, as a help desk wrote it or a stranger sent it: the profile, or all that is wrong with it.
 * Looks first whether it is JSON, then whether it has the schema's form, then whether it makes sense.
 */
export const checkProfile = (text: string): ProfileCheck => {
  if (text.length > MAX_PROFILE_TEXT) return refused([problem('', 'too-much-text', MAX_PROFILE_TEXT)])
  const faults = jsonFaults(text)
  if (faults.length > 0) return refused(faults)
  const { profile, problems } = parseProfile(JSON.parse(text), MOST_PROBLEMS)
  if (profile === null) return refused(problems)
  const senseless = senseProblems(profile)
  return senseless.length === 0 ? { ok: true, profile } : refused(senseless)
}
