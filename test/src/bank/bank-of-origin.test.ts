import { describe, expect, it } from 'vitest'
import {
  bankOfOrigin,
  claimsOf,
  type KnownBanks,
  matchesOrigin,
  NO_BANKS,
  profilesById,
} from '../../../src/bank/bank-of-origin.ts'
import { BUNDLED_PROFILES, editionBanks } from '../../../src/bank/edition.ts'
import type { BankProfile } from '../../../src/bank/profile.ts'

const [bundled] = BUNDLED_PROFILES
if (!bundled) throw new Error('no bundled profile')
const HOST = 'https://ib.bank.example/*'
const ORIGIN = 'https://ib.bank.example'

const profile = (id: string, ...origins: string[]): BankProfile => ({ ...bundled, id, origins })

const known = (more: Partial<KnownBanks>): KnownBanks => ({ ...NO_BANKS, bundled: BUNDLED_PROFILES, ...more })
const bankOf = (more: Partial<KnownBanks>, origin = ORIGIN) => bankOfOrigin(origin, known(more))?.id ?? null

describe('the bank of an origin', () => {
  const builtIn = editionBanks({
    name: 'practice',
    banks: [{ profile: 'shinkin-hojin-ib', origins: ['https://www.renshu-bank.localhost/*'] }],
  })

  it('is known with any port', () => {
    expect(bankOf({ builtIn }, 'https://www.renshu-bank.localhost:8443')).toBe('shinkin-hojin-ib')
  })

  it('is the one that the user assigned', () => {
    expect(bankOf({ assigned: [{ pattern: HOST, bank: 'bizstation' }] })).toBe('bizstation')
  })

  it('is none where the assigned bank is not there any more', () => {
    expect(bankOf({ assigned: [{ pattern: HOST, bank: 'gone' }] })).toBeNull()
  })

  it.each([
    'http://www.renshu-bank.localhost',
    'https://renshu-bank.localhost',
    'https://www.renshu-bank.localhost.evil.example',
    'https://evil-www.renshu-bank.localhost',
    'null',
  ])('is none for %s', (origin) => {
    expect(bankOf({ builtIn }, origin)).toBeNull()
  })

  it('does not take a pattern for a regular expression', () => {
    expect(matchesOrigin('https://a.b/*', 'https://axb')).toBe(false)
  })
})

describe('a host that several claim', () => {
  const byUser = { assigned: [{ pattern: HOST, bank: 'bizstation' }] }
  const byFile = { ...byUser, added: [profile('from-file', HOST)] }
  const byEdition = { ...byFile, builtIn: [profile('from-edition', HOST)] }
  const bySite = { ...byEdition, policy: { profiles: [], sites: [{ pattern: HOST, bank: 'keiyaku-hojin' }] } }
  const byPolicy = { ...bySite, policy: { ...bySite.policy, profiles: [profile('from-policy', HOST)] } }

  it.each([
    ['the user', byUser, 'bizstation', 'user'],
    ['a file before the user', byFile, 'from-file', 'added'],
    ['the edition before a file', byEdition, 'from-edition', 'edition'],
    ['the administrator before the edition', bySite, 'keiyaku-hojin', 'policy'],
    ["the administrator's own profile before the rest", byPolicy, 'from-policy', 'policy'],
  ] as const)('goes to %s', (_who, more, bank, source) => {
    const claims = claimsOf(known(more))
    expect(claims).toHaveLength(1)
    expect(claims[0]).toMatchObject({ pattern: HOST, bank: { id: bank }, source })
  })
})

describe('an id that a file and the administrator use', () => {
  const both = known({
    added: [profile('mine', HOST)],
    policy: { profiles: [profile('mine', 'https://other.bank.example/*')], sites: [] },
  })

  it("is the administrator's profile", () => {
    expect(profilesById(both).get('mine')?.origins).toEqual(['https://other.bank.example/*'])
  })

  it('claims no host of the file', () => {
    expect(claimsOf(both).map(({ pattern }) => pattern)).toEqual(['https://other.bank.example/*'])
  })
})
