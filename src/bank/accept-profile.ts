import { checkProfile } from './check-profile.ts'
import type { BankProfile } from './profile.ts'
import type { Problem, ProblemReason } from './profile-problem.ts'

/** Whether a profile that comes from outside can be used beside those that are there. */

/** What is wrong, beyond the profile itself. */
export const REFUSAL_REASONS = [
  /** One of the bundled profiles has this id. */
  'id-bundled',
  /** A host is given to a bank that is not there. `detail`: the id. */
  'no-such-bank',
  /** Not of the form that the policy has. */
  'unreadable',
] as const

export interface Refusal extends Omit<Problem, 'reason'> {
  readonly reason: ProblemReason | (typeof REFUSAL_REASONS)[number]
}

export type Accepted =
  | { readonly ok: true; readonly profile: BankProfile }
  | { readonly ok: false; readonly problems: readonly Refusal[] }

/** Problems of one profile that are kept and shown: who mends ten has mended most. */
export const SHOWN_PROBLEMS = 10

/**
 * @param text a profile's JSON, from a file or a policy
 * @param bundled ids that are taken: an id is what a journal and a help desk call a bank by, so one id means one thing
 */
export const acceptProfile = (text: string, bundled: ReadonlySet<string>): Accepted => {
  const checked = checkProfile(text)
  if (!checked.ok) return checked
  const { id } = checked.profile
  if (bundled.has(id)) return { ok: false, problems: [{ place: 'id', reason: 'id-bundled', detail: id }] }
  return { ok: true, profile: checked.profile }
}
