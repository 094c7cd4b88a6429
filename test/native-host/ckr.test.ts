import pkcs11js from 'pkcs11js'
import { describe, expect, test } from 'vitest'
import { CKR_CODES, ckrOf, errorOf, isLoggedOut } from '../../native-host/pkcs11/ckr.ts'
import { ERRORS } from '../../src/protocol/errors.ts'

describe('Cryptoki return values', () => {
  test('every one that is mapped has a code of the table', () => {
    for (const [ckr, code] of Object.entries(CKR_CODES)) expect(ERRORS, ckr).toHaveProperty([code])
  })

  const named = Object.keys(pkcs11js).filter((name) => name.startsWith('CKR_') && name !== 'CKR_OK')
  /** Of PKCS#11 v2.40 and v3.1, without a name in pkcs11js. */
  const unnamed = [
    'CKR_COPY_PROHIBITED',
    'CKR_ACTION_PROHIBITED',
    'CKR_AEAD_DECRYPT_FAILED',
    'CKR_CURVE_NOT_SUPPORTED',
    'CKR_TOKEN_RESOURCE_EXCEEDED',
    'CKR_OPERATION_CANCEL_FAILED',
    'CKR_KEY_EXHAUSTED',
  ]

  test('are all mapped on purpose, and no other', () => {
    expect(Object.keys(CKR_CODES).sort()).toEqual([...named, ...unnamed].sort())
  })

  test.each([
    ['CKR_PIN_LOCKED', 'pin-locked'],
    ['CKR_DEVICE_REMOVED', 'token-removed'],
    ['CKR_DEVICE_MEMORY', 'token-full'],
    ['CKR_VENDOR_DEFINED (0x80000001)', 'token-failed'],
  ])('%s is %s, and keeps its name', (ckr, code) => {
    expect(errorOf(ckr, { step: 'x' })).toMatchObject({ code, data: { ckr, step: 'x' } })
  })

  test('are read from what pkcs11js throws', () => {
    expect(ckrOf(new Error('CKR_PIN_INCORRECT:160\n    at PKCS11.C_Login'))).toBe('CKR_PIN_INCORRECT')
    const unnamedOne = (code: number) => Object.assign(new Error('CKR_VENDOR_DEFINED'), { code })
    expect(ckrOf(unnamedOne(0x80000001))).toBe('CKR_VENDOR_DEFINED (0x80000001)')
    expect(ckrOf(unnamedOne(0x140))).toBe('CKR_CURVE_NOT_SUPPORTED')
    expect(ckrOf(new Error('wrong argument'))).toBeNull()
    expect(ckrOf('CKR_OK')).toBeNull()
  })

  test('a lost log-in is worth another', () => {
    expect(isLoggedOut(errorOf('CKR_USER_NOT_LOGGED_IN', {}))).toBe(true)
    expect(isLoggedOut(errorOf('CKR_GENERAL_ERROR', {}))).toBe(false)
  })
})
