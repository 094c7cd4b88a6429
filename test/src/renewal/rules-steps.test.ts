import { describe, expect, it } from 'vitest'
import { NO_RULES, type Rules } from '../../../src/policy/rules.ts'
import type { Renewal } from '../../../src/renewal/state.ts'
import { transition } from '../../../src/renewal/transition.ts'
import { call, certificate, click, consent, enrolment, notice } from './examples.ts'

const changed = (state: Renewal, rules: Partial<Rules>) =>
  transition(state, { type: 'rules-changed', rules: { ...NO_RULES, ...rules } })

const inComputer = { ...consent, storeKind: 'computer' as const }
const making: Renewal = { at: 'making', notice, waiting: click, consent: inComputer, progress: null, enrolment: null }
const requested: Renewal = {
  at: 'requested',
  notice,
  consent: inComputer,
  enrolment: enrolment(),
  request: 'AA==',
  handed: true,
}
const TOKENS = { stores: ['token'] } as const
const error = { code: 'only-token-allowed', data: {} } as const

describe('rules that change in the middle of a renewal', () => {
  it.each([
    ['asked', { at: 'asking', notice, waiting: call, store: 'computer' }, call],
    ['made', making, click],
  ] as const)('let go what waits while a key that they forbid is %s, and tell', (_what, state, waiting) => {
    const { state: after, effects } = changed(state, TOKENS)
    expect(after).toMatchObject({ at: 'failed', error, waiting: null, enrolment: null })
    expect(effects).toEqual([
      { do: 'release', waiting, outcome: { ok: false, error } },
      { do: 'open-consent' },
      { do: 'end-session' },
    ])
  })

  it('park a request that is with the bank, with its enrolment in sight', () => {
    const { state } = changed(requested, TOKENS)
    expect(state).toMatchObject({ at: 'failed', error, enrolment: enrolment() })
    const later = transition(state, { type: 'answer-came', waiting: call, answer: 'AA==', enrolment: null })
    expect(later.state).toMatchObject({ at: 'installing', enrolment: enrolment() })
  })

  it('do not stop a key that they allow', () => {
    for (const state of [making, requested]) {
      const allowed = { ...state, consent: { ...inComputer, storeKind: 'token' as const } } as Renewal
      expect(changed(allowed, TOKENS)).toEqual({ state: allowed, effects: [] })
    }
  })

  it('do not stop an answer from being saved, nor hide an end or an error', () => {
    const states: Renewal[] = [
      { at: 'none' },
      { at: 'installing', notice, waiting: call, enrolment: enrolment(), progress: null },
      { at: 'done', notice, enrolment: enrolment(), certificate: certificate() },
      {
        at: 'failed',
        notice,
        error: { code: 'token-removed', data: {} },
        during: 'installing',
        enrolment: enrolment(),
        waiting: null,
        consent: null,
      },
    ]
    for (const state of states) expect(changed(state, TOKENS)).toEqual({ state, effects: [] })
  })

  it('raise the key that is not made yet', () => {
    const noticed: Renewal = { at: 'noticed', notice, started: true }
    const asking: Renewal = { at: 'asking', notice, waiting: click, store: null }
    for (const state of [noticed, asking])
      expect(changed(state, { minimumRsaBits: 3072 }).state).toMatchObject({ notice: { algorithm: 'rsa-3072' } })
  })

  it('park the weaker key that is made', () => {
    const { state } = changed({ ...requested, consent }, { minimumRsaBits: 3072 })
    expect(state).toMatchObject({ at: 'failed', error: { code: 'key-not-allowed' }, enrolment: enrolment() })
  })
})

describe("a page's own wish that the rules forbid", () => {
  const wish = { subject: null, keyLength: 0, store: 'computer' } as const

  it.each([click, call])('is answered at once, and the reason is shown: $kind', (waiting) => {
    const event = { type: 'request-wanted', notice, waiting, wish, refusal: error } as const
    const { state, effects } = transition({ at: 'none' }, event)
    expect(state).toMatchObject({ at: 'failed', error, waiting: null, consent: null, enrolment: null })
    expect(effects).toEqual([{ do: 'release', waiting, outcome: { ok: false, error } }, { do: 'open-consent' }])
    // Trying again leads back to the page, and to no key.
    expect(transition(state, { type: 'retry' }).effects).toEqual([])
  })
})
