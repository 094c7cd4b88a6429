import { describe, expect, it } from 'vitest'
import type { Renewal } from '../../../src/renewal/state.ts'
import { transition } from '../../../src/renewal/transition.ts'
import { call, certificate, click, consent, enrolment, notice, ORIGIN } from './examples.ts'

const lost = (state: Renewal, origin = ORIGIN) => transition(state, { type: 'site-lost', origin })
const error = { code: 'origin-not-allowed', data: {} } as const
const making: Renewal = { at: 'making', notice, waiting: click, consent, progress: null, enrolment: null }

describe('a site that was taken back', () => {
  it.each([
    ['asked', { at: 'asking', notice, waiting: call, store: null }, call],
    ['made', making, click],
  ] as const)('lets go what waits while the key is %s, tells, and ends the log-in', (_what, state, waiting) => {
    const { state: after, effects } = lost(state)
    expect(after).toMatchObject({ at: 'failed', error, notice: null, waiting: null, enrolment: null })
    expect(effects).toEqual([
      { do: 'release', waiting, outcome: { ok: false, error } },
      { do: 'open-consent' },
      { do: 'end-session' },
    ])
  })

  it('keeps in sight the enrolment whose request is with the bank', () => {
    const state: Renewal = {
      at: 'requested',
      notice,
      consent,
      enrolment: enrolment(),
      request: 'AA==',
      handed: true,
    }
    expect(lost(state).state).toMatchObject({ at: 'failed', error, enrolment: enrolment(), consent: null })
  })

  it('does not stop an answer from being saved: that needs no site', () => {
    const state: Renewal = { at: 'installing', notice, waiting: call, enrolment: enrolment(), progress: null }
    expect(lost(state)).toEqual({ state: { ...state, notice: null }, effects: [] })
  })

  it('does not hide the error that is being read', () => {
    const failed = { at: 'failed', notice, during: 'installing', enrolment: enrolment(), consent: null } as const
    const state: Renewal = { ...failed, error: { code: 'token-removed', data: {} }, waiting: null }
    expect(lost(state)).toEqual({ state: { ...state, notice: null }, effects: [] })
  })

  it('is forgotten where nothing had begun, and after the end', () => {
    expect(lost({ at: 'noticed', notice, started: true }).state).toEqual({ at: 'none' })
    const done: Renewal = { at: 'done', notice, enrolment: enrolment(), certificate: certificate() }
    expect(lost(done).state).toEqual({ ...done, notice: null })
  })

  it('of another bank is of no concern', () => {
    expect(lost(making, 'https://other.example')).toEqual({ state: making, effects: [] })
  })
})
