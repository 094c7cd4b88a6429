import { describe, expect, it } from 'vitest'
import { canDiscard, canRetryHere, keptMessage, toldAs } from '../../../extension/ui/errors.ts'
import type { Enrolment, EnrolmentState } from '../../../src/protocol/schema.ts'
import { ENROLMENT_STATES } from '../../../src/protocol/schema.ts'

const at = (state: EnrolmentState): Enrolment => ({
  id: '0'.repeat(32),
  state,
  origin: 'https://bank.example',
  bank: 'bank',
  store: 'pkcs11:serial=1',
  storeKind: 'token' as const,
  storeName: 'USB …0001',
  algorithm: 'rsa-2048',
  rescued: false,
  subject: '1234567890',
  createdAt: '2026-11-18T02:10:00Z',
  updatedAt: '2026-11-18T02:10:00Z',
  certificate: null,
})

describe('what a token does in the words of a token', () => {
  it('is told otherwise where the computer keeps the key', () => {
    expect(toldAs('token-failed', 'computer')).toBe('computer-store-failed')
    expect(toldAs('write-not-kept', 'computer')).toBe('computer-store-failed')
    expect(toldAs('answer-missing', 'computer')).toBe('answer-missing')
    expect(toldAs('token-failed', 'token')).toBe('token-failed')
  })
})

describe('is anything lost', () => {
  it('is answered from the table where there is no enrolment', () => {
    expect(keptMessage({ code: 'pin-cancelled', data: {} }, null, false)).toBe('kept_nothing_made')
    expect(keptMessage({ code: 'write-not-kept', data: {} }, null, false)).toBe('kept_answer_kept')
  })

  it('never says that nothing was made when the enrolment has come further', () => {
    expect(keptMessage({ code: 'pin-cancelled', data: {} }, at('key-made'), false)).toBe('kept_key_kept')
    expect(keptMessage({ code: 'pin-cancelled', data: {} }, at('issued'), false)).toBe('kept_answer_kept')
  })

  it('is no where this browser keeps what the host could not', () => {
    expect(keptMessage({ code: 'journal-unwritable', data: {} }, at('requested'), true)).toBe('kept_answer_kept')
  })

  it('never takes back what the table says', () => {
    expect(keptMessage({ code: 'answer-weak', data: {} }, at('requested'), false)).toBe('kept_answer_kept')
  })
})

describe('buttons after an error', () => {
  it('try again where that can help', () => {
    expect(canRetryHere('token-removed')).toBe(true)
    expect(canRetryHere('pin-locked')).toBe(false)
    expect(canRetryHere('clock-wrong')).toBe(true)
    expect(canRetryHere('module-unstable')).toBe(false)
  })

  it('do not repeat here what only the bank can do anew', () => {
    expect(canRetryHere('answer-other-key')).toBe(false)
  })

  it('give up only what has not been written', () => {
    expect(ENROLMENT_STATES.filter((state) => canDiscard(at(state)))).toEqual([
      'planned',
      'key-made',
      'requested',
      'issued',
    ])
  })
})
