import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Found, nextStep, type Step } from '../../native-host/journal/next-step.ts'
import { ENROLMENT_STATES, type EnrolmentState } from '../../src/protocol/schema.ts'

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

/** A renewal as the journal and the token see it; every step may be cut off before or after it touched the token. */
class Play {
  state: EnrolmentState = 'planned'
  key: Found['key'] = 'none'
  certificate: Found['certificate'] = 'none'
  keysMade = 0
  submissions = 0

  /** One start of the host. @param cut how far it comes: not at all, the token changed but not the journal, or to the end */
  go(cut: 'before' | 'halfway' | 'between' | 'none', answer: boolean): void {
    const step = nextStep(this, { key: this.key, certificate: this.certificate, answer })
    if (cut === 'before') return
    this.#touch(step, cut === 'halfway')
    if (cut === 'none') this.#record(step)
  }

  #touch(step: Step, half: boolean): void {
    if (step === 'make-key') {
      this.keysMade++
      this.key = half ? 'half' : 'whole'
    }
    if (step === 'remove-half-key') {
      this.key = 'none'
      this.keysMade--
    }
    if (step === 'write-certificate') this.certificate = half ? 'torn' : 'this'
  }

  #record(step: Step): void {
    const after: Partial<Record<Step, EnrolmentState>> = {
      'make-key': 'key-made',
      'adopt-key': 'key-made',
      'sign-request': 'requested',
      'check-answer': 'issued',
      'write-certificate': 'written',
      prove: 'proven',
      finish: 'done',
    }
    if (step === 'sign-request') this.submissions++
    const next = after[step]
    if (next !== undefined && ENROLMENT_STATES.indexOf(next) > ENROLMENT_STATES.indexOf(this.state)) this.state = next
  }
}

test('H4: however often and wherever it is cut off, one key is made, one request sent, and it comes to its end', () => {
  const cuts = fc.array(fc.constantFrom('before', 'halfway', 'between', 'none'), { maxLength: 40 })
  fc.assert(
    fc.property(cuts, (interruptions) => {
      const play = new Play()
      for (const cut of interruptions) play.go(cut, play.state === 'requested')
      for (let more = 0; more < 12; more++) play.go('none', play.state === 'requested')
      expect(play).toMatchObject({ state: 'done', key: 'whole', certificate: 'this', keysMade: 1, submissions: 1 })
    }),
    { numRuns: 2000 },
  )
})
