import { type Claim, claimsOf } from '../../src/bank/bank-of-origin.ts'
import type { BankProfile } from '../../src/bank/profile.ts'
import type { KnownProfile, KnownSite, Settings } from '../../src/renewal/snapshot.ts'
import { type Banks, readBanks } from './known-banks.ts'
import { isAllowed } from './sites.ts'
import { readExported } from './stored.ts'

/** What the options page shows of sites and profiles. */

const nameOf = ({ id, name, service }: BankProfile) => ({ id, name, service })

const siteOf = async ({ pattern, bank, source }: Claim): Promise<KnownSite> => ({
  pattern,
  bank: nameOf(bank),
  source,
  allowed: await isAllowed(pattern),
})

const profilesOf = ({ policy, added, bundled }: Banks): KnownProfile[] => {
  const byPolicy = new Set(policy.profiles.map(({ id }) => id))
  const known = (profiles: readonly BankProfile[], source: KnownProfile['source']) =>
    profiles.map((profile) => ({
      bank: nameOf(profile),
      source,
      origins: profile.origins,
      screens: profile.screens.length,
      overruled: source === 'added' && byPolicy.has(profile.id),
    }))
  return [...known(policy.profiles, 'policy'), ...known(added, 'added'), ...known(bundled, 'bundled')]
}

export const currentSettings = async (): Promise<Settings> => {
  const banks = await readBanks()
  return {
    rules: banks.rules,
    exported: await readExported(),
    sites: await Promise.all(claimsOf(banks).map(siteOf)),
    profiles: profilesOf(banks),
    refused: banks.refused,
  }
}
