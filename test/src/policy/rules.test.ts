import { describe, expect, it } from 'vitest'
import { isStrongEnough, raised } from '../../../src/policy/key-strength.ts'
import { refusalOf, storeRefusal, wishWithin } from '../../../src/policy/refusal.ts'
import { NO_RULES } from '../../../src/policy/rules.ts'
import { isOlder } from '../../../src/policy/version.ts'
import { offeredStores } from '../../../src/renewal/offered-stores.ts'
import { store } from '../renewal/examples.ts'

describe('the strength of a key', () => {
  it.each([
    ['rsa-2048', 2048, true],
    ['rsa-2048', 3072, false],
    ['rsa-3072', 3072, true],
    ['rsa-3072', 4096, false],
    ['ec-p256', 3072, true],
    ['ec-p256', 4096, false],
    ['ec-p384', 4096, true],
    ['rsa-2048', null, true],
  ] as const)('%s against %s: %s', (algorithm, minimum, expected) => {
    expect(isStrongEnough(algorithm, minimum)).toBe(expected)
  })

  it('of an RSA key is raised to what is asked, and no further; a curve stays what the bank names', () => {
    expect(raised('rsa-2048', 3072)).toBe('rsa-3072')
    expect(raised('rsa-2048', 4096)).toBe('rsa-4096')
    expect(raised('rsa-4096', 3072)).toBe('rsa-4096')
    expect(raised('ec-p256', 4096)).toBe('ec-p256')
    expect(raised('rsa-2048', null)).toBe('rsa-2048')
  })
})

describe('a key that the administrator does not allow', () => {
  const tokens = { ...NO_RULES, stores: ['token'] as const }

  it('is refused for its place, in words that name the other', () => {
    expect(refusalOf(tokens, { store: 'computer', algorithm: 'rsa-2048' })?.code).toBe('only-token-allowed')
    expect(storeRefusal({ stores: ['computer'] }, 'token')?.code).toBe('only-computer-allowed')
  })

  it('is refused for its strength, with both named for a help desk', () => {
    const rules = { ...NO_RULES, minimumRsaBits: 4096 }
    const error = { code: 'key-not-allowed', data: { detail: 'ec-p256, RSA 4096' } }
    expect(refusalOf(rules, { store: 'token', algorithm: 'ec-p256' })).toEqual(error)
  })

  it('is not refused before anybody has said where it goes, nor where both places are allowed', () => {
    expect(refusalOf(tokens, { store: null, algorithm: 'rsa-2048' })).toBeNull()
    expect(storeRefusal({ stores: ['token', 'computer'] }, 'computer')).toBeNull()
    expect(storeRefusal(NO_RULES, 'computer')).toBeNull()
  })

  it('goes by itself to the only place that is allowed, unless the bank says another', () => {
    expect(wishWithin({ ...NO_RULES, stores: ['computer'] }, null)).toBe('computer')
    expect(wishWithin({ ...NO_RULES, stores: ['computer'] }, 'token')).toBe('token')
    expect(wishWithin({ ...NO_RULES, stores: ['token', 'computer'] }, null)).toBeNull()
    expect(wishWithin(NO_RULES, null)).toBeNull()
  })

  it('finds its store not even offered', () => {
    const own = store({ uri: 'pkcs11:token=own', kind: 'computer', ownBrowser: true })
    expect(offeredStores([store(), own], tokens)).toEqual([store()])
    expect(offeredStores([store(), own], { stores: ['computer'] })).toEqual([own])
  })
})

describe('a version', () => {
  it.each([
    ['0.1.0', '0.2.0', true],
    ['0.9.9', '0.10.0', true],
    ['0.10.0', '0.9.9', false],
    ['1.0', '1.0.1', true],
    ['1.0.1', '1.0', false],
    ['1', '1.0.0', false],
    ['0.2.0-beta', '0.2.0', false],
    ['x', '0.0.1', true],
  ])('%s is older than %s: %s', (version, floor, expected) => {
    expect(isOlder(version, floor)).toBe(expected)
  })
})
