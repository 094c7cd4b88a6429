import { describe, expect, test } from 'vitest'
import { type Found, nextStep, type Step } from '../../native-host/journal/next-step.ts'
import { ENROLMENT_STATES } from '../../src/protocol/schema.ts'

const found = (key: Found['key'], more: Partial<Found> = {}): Found => ({
  key,
  certificate: 'none',
  answer: false,
  ...more,
})

describe('what a restart does', () => {
  test.each([
    ['planned', found('none'), 'make-key'],
    ['planned', found('half'), 'remove-half-key'],
    ['planned', found('whole'), 'adopt-key'],
    ['key-made', found('whole'), 'sign-request'],
    ['key-made', found('none'), 'key-lost'],
    ['requested', found('whole'), 'wait-for-answer'],
    ['requested', found('whole', { answer: true }), 'check-answer'],
    ['requested', found('half'), 'key-lost'],
    ['issued', found('whole'), 'write-certificate'],
    ['issued', found('whole', { certificate: 'this' }), 'prove'],
    ['issued', found('none', { certificate: 'this' }), 'key-lost'],
    ['written', found('whole', { certificate: 'this' }), 'prove'],
    ['written', found('whole'), 'write-certificate'],
    ['issued', found('whole', { certificate: 'torn' }), 'write-certificate'],
    ['issued', found('whole', { certificate: 'other' }), 'adopt-certificate'],
    ['requested', found('whole', { certificate: 'other' }), 'adopt-certificate'],
    ['planned', found('whole', { certificate: 'other' }), 'adopt-certificate'],
    ['proven', found('none'), 'finish'],
    ['done', found('none'), 'nothing'],
    ['discarded', found('whole'), 'nothing'],
  ] as const)('%s, %j: %s', (state, held, step: Step) => {
    expect(nextStep({ state }, held)).toBe(step)
  })

  test('a key is made only where one was planned and there is none', () => {
    for (const state of ENROLMENT_STATES)
      for (const key of ['whole', 'half', 'none'] as const)
        for (const certificate of ['this', 'other', 'torn', 'none'] as const)
          if (nextStep({ state }, { key, certificate, answer: true }) === 'make-key')
            expect([state, key]).toEqual(['planned', 'none'])
  })
})
