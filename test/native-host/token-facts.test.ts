import { describe, expect, test } from 'vitest'
import { CKF, CKM } from '../../native-host/pkcs11/constants.ts'
import { databaseFacts, keyAlgorithms, tokenFacts } from '../../native-host/pkcs11/token-facts.ts'

const info = {
  label: '専用USB                  ',
  manufacturerID: 'SafeNet\0\0\0',
  model: 'eToken',
  serialNumber: '0123 ',
  flags: CKF.TOKEN_INITIALIZED | CKF.LOGIN_REQUIRED | CKF.USER_PIN_INITIALIZED,
  minPinLen: 4,
  maxPinLen: 16,
}
const facts = (flags: number) => tokenFacts({ ...info, flags: info.flags | flags }, new Map())

describe('what a token says of itself', () => {
  test('texts lose their padding', () => {
    expect(facts(0)).toMatchObject({ label: '専用USB', manufacturer: 'SafeNet', serialNumber: '0123' })
  })

  test.each([
    [0, 'ok'],
    [CKF.USER_PIN_COUNT_LOW, 'low'],
    [CKF.USER_PIN_COUNT_LOW | CKF.USER_PIN_FINAL_TRY, 'final'],
    [CKF.USER_PIN_COUNT_LOW | CKF.USER_PIN_FINAL_TRY | CKF.USER_PIN_LOCKED, 'locked'],
  ] as const)('flags %i: %s', (flags, tries) => {
    expect(facts(flags).pin.tries).toBe(tries)
  })

  test('a PIN that must be changed or was never set is told', () => {
    expect(facts(CKF.USER_PIN_TO_BE_CHANGED).pin.state).toBe('to-be-changed')
    expect(tokenFacts({ ...info, flags: 0 }, new Map()).pin.state).toBe('not-set')
  })
})

describe('kinds of key', () => {
  const sizes = (minKeySize: number, maxKeySize: number) => ({ minKeySize, maxKeySize })

  test('are those the token can make and sign with', () => {
    const mechanisms = new Map([
      [CKM.RSA_PKCS_KEY_PAIR_GEN, sizes(1024, 2048)],
      [CKM.RSA_PKCS, sizes(1024, 2048)],
      [CKM.EC_KEY_PAIR_GEN, sizes(256, 384)],
      [CKM.ECDSA, sizes(256, 384)],
    ])
    expect(keyAlgorithms(mechanisms)).toEqual(['rsa-2048', 'ec-p256', 'ec-p384'])
  })

  test('none, where it can make keys but not sign', () => {
    expect(keyAlgorithms(new Map([[CKM.RSA_PKCS_KEY_PAIR_GEN, sizes(512, 4096)]]))).toEqual([])
  })
})

describe('what NSS says of a database', () => {
  const database = {
    folder: '/a',
    keeper: 'nss-firefox',
    label: 'Firefox work',
    serialNumber: '0123456789abcdef',
  } as const
  const said = (flags: number, access: Parameters<typeof databaseFacts>[3] = 'open') =>
    databaseFacts({ ...info, label: 'NSS Certificate DB', flags }, new Map(), database, access)

  // As NSS 3.87 gives them: with the empty password, with another, before anybody has given one, and without a database.
  test.each([
    [0x609, 'none', false],
    [0x60d, 'set', true],
    [0x205, 'none', false],
    [0x603, 'none', false],
  ] as const)('flags %i: password %s', (flags, state, loginRequired) => {
    expect(said(flags)).toMatchObject({ initialised: true, loginRequired, pin: { state, tries: 'ok', pad: false } })
  })

  test('its name is ours, its files say whether it can be written to', () => {
    expect(said(0x609)).toMatchObject({
      keeper: 'nss-firefox',
      label: 'Firefox work',
      serialNumber: '0123456789abcdef',
    })
    expect(said(0x609, 'read-only').writeProtected).toBe(true)
    expect(said(0x603, 'unmade').writeProtected).toBe(false)
  })
})
