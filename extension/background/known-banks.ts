import { bankOfOrigin, type KnownBanks, profilesById } from '../../src/bank/bank-of-origin.ts'
import { BUNDLED_PROFILES } from '../../src/bank/edition.ts'
import type { BankProfile } from '../../src/bank/profile.ts'
import type { Rules } from '../../src/policy/rules.ts'
import type { RefusedSetting } from '../../src/renewal/snapshot.ts'
import { accepted } from './accepted.ts'
import { readPolicy, readRulesNow } from './managed.ts'
import { readAddedProfiles, readAssignments, writeAddedProfiles } from './stored.ts'

/** The banks that this Koshin knows: from the policy, the edition, the user's files, and those that come with it. */

export interface Banks extends KnownBanks {
  readonly rules: Rules
  /** What was given and cannot be used, with the reasons. */
  readonly refused: readonly RefusedSetting[]
}

/** Kept as parsed JSON; what an earlier version took may not be good enough for this one, so it is checked at each reading. */
const readAdded = async (): Promise<({ readonly profile: BankProfile } | RefusedSetting)[]> =>
  (await readAddedProfiles()).map((json) => accepted('added', json.id, JSON.stringify(json)))

export const readBanks = async (): Promise<Banks> => {
  const { mayAddBanks } = await readRulesNow()
  // What users have said before stays stored, and counts again once they may say it.
  const added = mayAddBanks ? await readAdded() : []
  const good = added.flatMap((result) => ('profile' in result ? [result.profile] : []))
  const policy = await readPolicy(new Set([...BUNDLED_PROFILES, ...good].map(({ id }) => id)))
  return {
    rules: policy.rules,
    policy: policy.banks,
    builtIn: __BUILT_IN_BANKS__,
    added: good,
    bundled: BUNDLED_PROFILES,
    assigned: mayAddBanks ? await readAssignments() : [],
    refused: [...policy.refused, ...added.filter((result): result is RefusedSetting => 'problems' in result)],
  }
}

/** Certificates (DER, base64) of the CAs that the bank of an origin pins; empty: it pins none, or nobody knows the bank. */
export const issuersAt = async (origin: string | null): Promise<string[]> =>
  origin === null ? [] : [...(bankOfOrigin(origin, await readBanks())?.issuers ?? [])]

/** The same, of a bank by its id. */
export const issuersOfBank = async (id: string | null): Promise<string[]> => {
  if (id === null) return []
  const known = await readBanks()
  const profiles = [...known.builtIn, ...profilesById(known).values()]
  return profiles.filter((bank) => bank.id === id).flatMap(({ issuers }) => issuers ?? [])
}

/** Keeps a profile; one with the same id is replaced. A text that cannot be used changes nothing: the page has said why. */
export const keepProfile = async (text: string): Promise<void> => {
  const result = accepted('added', '', text)
  if (!('profile' in result)) return
  const others = (await readAddedProfiles()).filter(({ id }) => id !== result.profile.id)
  await writeAddedProfiles([...others, JSON.parse(text)])
}

export const dropProfile = async (bank: string): Promise<void> =>
  writeAddedProfiles((await readAddedProfiles()).filter(({ id }) => id !== bank))
