import { describe, expect, it } from 'vitest'
import { type KnownBanks, NO_BANKS } from '../../../src/bank/bank-of-origin.ts'
import { bankPage } from '../../../src/bank/bank-page.ts'
import { BUNDLED_PROFILES } from '../../../src/bank/edition.ts'
import type { BankProfile } from '../../../src/bank/profile.ts'

const ENTRY = 'https://entry.keiko-bank.example/*'
const DIRECT = 'https://direct.keiko-bank.example/*'
const SEEN = 'https://direct.keiko-bank.example'

const [bundled] = BUNDLED_PROFILES
const profile = (id: string, ...origins: string[]): BankProfile => ({ ...(bundled as BankProfile), id, origins })
const knowing = (more: Partial<KnownBanks>): KnownBanks => ({ ...NO_BANKS, ...more })

describe('the page of a bank that is opened', () => {
  it('is the first that its profile names', () => {
    expect(bankPage(SEEN, knowing({ added: [profile('keiko', ENTRY, DIRECT)] }))).toBe(
      'https://entry.keiko-bank.example',
    )
  })

  it('keeps the port of what was seen, which no profile can name', () => {
    const seen = 'https://entry.keiko-bank.example:8443'
    expect(bankPage(seen, knowing({ added: [profile('keiko', ENTRY, DIRECT)] }))).toBe(seen)
  })

  it('is the one that was seen where the profile names none: it may be that of many banks', () => {
    const shared = profile('shared')
    const assigned = [
      { pattern: 'https://another-bank.example/*', bank: 'shared' },
      { pattern: DIRECT, bank: 'shared' },
    ]
    expect(bankPage(SEEN, knowing({ bundled: [shared], assigned }))).toBe(SEEN)
  })

  it('is none where the origin is no bank’s any more', () => {
    expect(bankPage(SEEN, NO_BANKS)).toBeNull()
    expect(bankPage(SEEN, knowing({ added: [profile('keiko', ENTRY)] }))).toBeNull()
  })

  it('is not one that the administrator has given to another bank', () => {
    const policy = { profiles: [profile('other', ENTRY)], sites: [] }
    expect(bankPage(SEEN, knowing({ policy, added: [profile('keiko', ENTRY, DIRECT)] }))).toBe(SEEN)
  })
})
