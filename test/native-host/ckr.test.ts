import pkcs11js from 'pkcs11js'
import { describe, expect, test } from 'vitest'
import { CKR_CODES, ckrOf, errorOf, isLoggedOut } from '../../native-host/pkcs11/ckr.ts'
import { ERRORS } from '../../src/protocol/errors.ts'

describe('Cryptoki return values', () => {
  test('every one that is mapped has a code of the table', () => {
    for (const [ckr, code] of Object.entries(CKR_CODES)) expect(ERRORS, ckr).toHaveProperty([code])
  })

  test('every one that is mapped exists', () => {
    const known = new Set([
      ...Object.keys(pkcs11js).filter((name) => name.startsWith('CKR_')),
      'CKR_CURVE_NOT_SUPPORTED',
    ])
    expect(Object.keys(CKR_CODES).filter((ckr) => !known.has(ckr))).toEqual([])
  })

  test.each([
    ['CKR_PIN_LOCKED', 'pin-locked'],
    ['CKR_DEVICE_REMOVED', 'token-removed'],
    ['CKR_DEVICE_MEMORY', 'token-full'],
    ['CKR_VENDOR_DEFINED', 'token-failed'],
  ])('%s is %s, and keeps its name', (ckr, code) => {
    expect(errorOf(ckr, { step: 'x' })).toMatchObject({ code, data: { ckr, step: 'x' } })
  })

  test('are read from what pkcs11js throws', () => {
    expect(ckrOf(new Error('CKR_PIN_INCORRECT:160\n    at PKCS11.C_Login'))).toBe('CKR_PIN_INCORRECT')
    expect(ckrOf(new Error('wrong argument'))).toBeNull()
    expect(ckrOf('CKR_OK')).toBeNull()
  })

  test('a lost log-in is worth another', () => {
    expect(isLoggedOut(errorOf('CKR_USER_NOT_LOGGED_IN', {}))).toBe(true)
    expect(isLoggedOut(errorOf('CKR_GENERAL_ERROR', {}))).toBe(false)
  })
})
