import { expect, it } from 'vitest'
import { heldAfter, heldWith } from '../../../src/reminder/held.ts'
import { certificateWith, enrolmentOf, NEXT_YEAR, STORE } from './examples.ts'

const store = (uri: string) => ({
  uri,
  kind: 'token' as const,
  keeper: 'token' as const,
  ownBrowser: false,
  label: 'USB',
  manufacturer: '',
  model: '',
  serialNumber: '01',
  module: 'libsofthsm2.so',
  pin: { pad: false, tries: 'ok' as const, state: 'set' as const, minLength: 4, maxLength: 16 },
  writable: true,
  keyAlgorithms: [],
})
const old = certificateWith('1234567890')
const elsewhere = certificateWith('1234567890-01', { store: 'pkcs11:token=other' })
const before = { certificates: [old, elsewhere], enrolments: [] }

it('a certificate whose token is away is still known', () => {
  expect(heldAfter(before, { stores: [], certificates: [], enrolments: [] })).toEqual(before)
})

it('one that is gone from a token that is there is forgotten', () => {
  const found = { stores: [store(STORE)], certificates: [], enrolments: [] }
  expect(heldAfter(before, found).certificates).toEqual([elsewhere])
})

it('what is there now is known as it is now', () => {
  const next = certificateWith('1234567890', NEXT_YEAR)
  const enrolments = [enrolmentOf('1234567890')]
  const found = { stores: [store(STORE)], certificates: [old, next], enrolments }
  expect(heldAfter(before, found)).toEqual({ certificates: [elsewhere, old, next], enrolments })
})

it('a renewal that has come to its end is known at once, and once', () => {
  const next = certificateWith('1234567890', NEXT_YEAR)
  const requested = enrolmentOf('1234567890', { state: 'requested' })
  const done = enrolmentOf('1234567890', { certificate: next })
  const held = heldWith({ ...before, enrolments: [requested] }, done, next)
  expect(heldWith(held, done, next)).toEqual({ certificates: [old, elsewhere, next], enrolments: [done] })
})
