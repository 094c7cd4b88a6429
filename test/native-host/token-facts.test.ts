import { describe, expect, test } from 'vitest'
import { CKF, CKM } from '../../native-host/pkcs11/constants.ts'
import { keyAlgorithms, tokenFacts } from '../../native-host/pkcs11/token-facts.ts'

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
