import { acceptProfile, type Refusal, SHOWN_PROBLEMS } from '../../src/bank/accept-profile.ts'
import { BUNDLED_PROFILES } from '../../src/bank/edition.ts'
import type { BankProfile } from '../../src/bank/profile.ts'
import type { RefusedSetting } from '../../src/renewal/snapshot.ts'

/** Takes a profile that comes from outside, or says why not. */

const BUNDLED_IDS: ReadonlySet<string> = new Set(BUNDLED_PROFILES.map(({ id }) => id))

export const refused = (
  source: RefusedSetting['source'],
  name: string,
  problems: readonly Refusal[],
): RefusedSetting => ({
  source,
  name,
  problems: problems.slice(0, SHOWN_PROBLEMS),
  more: Math.max(0, problems.length - SHOWN_PROBLEMS),
})

/** @param name what the profile is called where it cannot be used */
export const accepted = (
  source: RefusedSetting['source'],
  name: string,
  text: string,
): { readonly profile: BankProfile } | RefusedSetting => {
  const result = acceptProfile(text, BUNDLED_IDS)
  return result.ok ? { profile: result.profile } : refused(source, name, result.problems)
}
