import { describe, expect, it } from 'vitest'
import { bankOfOrigin, matchesOrigin } from '../../../src/bank/bank-of-origin.ts'
import { BUNDLED_PROFILES, editionBanks } from '../../../src/bank/edition.ts'

const practice = {
  name: 'practice',
  banks: [{ profile: 'shinkin-hojin-ib', origins: ['https://www.renshu-bank.localhost/*'] }],
}

describe('an edition', () => {
  it('gives a bundled profile its origins', () => {
    expect(editionBanks(practice)[0]?.origins).toEqual(['https://www.renshu-bank.localhost/*'])
  })

  it('may name no bank at all', () => {
    expect(editionBanks({ name: 'plain', banks: [] })).toEqual([])
  })

  it('is refused when it names a profile that is not there', () => {
    expect(() => editionBanks({ name: 'x', banks: [{ profile: 'nobody', origins: ['https://a.example/*'] }] })).toThrow(
      'nobody',
    )
  })

  it.each(['http://www.bank.example/*', 'https://*.bank.example/*', '*://*/*', 'https://bank.example:8443/*'])(
    'is refused with the origin %s: https and one exact host only',
    (origin) => {
      expect(() => editionBanks({ name: 'x', banks: [{ profile: 'shinkin-hojin-ib', origins: [origin] }] })).toThrow()
    },
  )
})

it('no bundled profile brings an address of its own', () => {
  expect(BUNDLED_PROFILES.flatMap(({ origins }) => origins)).toEqual([])
})

describe('the bank of an origin', () => {
  const builtIn = editionBanks(practice)
  const bankOf = (
    origin: string,
    assignments = [{ pattern: 'https://ib.shinkin.example/*', bank: 'shinkin-hojin-ib' }],
  ) => bankOfOrigin(origin, builtIn, BUNDLED_PROFILES, assignments)?.id ?? null

  it('is known with any port', () => {
    expect(bankOf('https://www.renshu-bank.localhost:8443')).toBe('shinkin-hojin-ib')
  })

  it('is the one that the user assigned', () => {
    expect(bankOf('https://ib.shinkin.example')).toBe('shinkin-hojin-ib')
  })

  it.each([
    'http://www.renshu-bank.localhost',
    'https://renshu-bank.localhost',
    'https://www.renshu-bank.localhost.evil.example',
    'https://evil-www.renshu-bank.localhost',
    'null',
  ])('is none for %s', (origin) => {
    expect(bankOf(origin)).toBeNull()
  })

  it('does not take a pattern for a regular expression', () => {
    expect(matchesOrigin('https://a.b/*', 'https://axb')).toBe(false)
  })
})
