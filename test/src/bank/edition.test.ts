import { describe, expect, it } from 'vitest'
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

it('eight profiles are bundled, each under an id of its own', () => {
  const ids = BUNDLED_PROFILES.map(({ id }) => id)
  expect(new Set(ids).size).toBe(8)
  expect(ids).toContain('keiyaku-hojin')
})

it('no bundled profile brings an address of its own', () => {
  expect(BUNDLED_PROFILES.flatMap(({ origins }) => origins)).toEqual([])
})
