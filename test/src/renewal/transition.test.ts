import { describe, expect, it } from 'vitest'
import type { Effect, RenewalEvent } from '../../../src/renewal/event.ts'
import type { Notice, Renewal } from '../../../src/renewal/state.ts'
import { transition } from '../../../src/renewal/transition.ts'
import { call, certificate, click, consent, enrolment, notice, place } from './examples.ts'

const NO_WISH = { subject: null, keyLength: 0, store: null }
const wanted = (waiting = click, wish: typeof NO_WISH | object = NO_WISH): RenewalEvent =>
  ({ type: 'request-wanted', notice, waiting, wish, refusal: null }) as RenewalEvent

/** Runs events from a state; the effects are those of the last one. */
const run = (state: Renewal, ...events: RenewalEvent[]): { state: Renewal; effects: readonly Effect[] } =>
  events.reduce<{ state: Renewal; effects: readonly Effect[] }>((before, event) => transition(before.state, event), {
    state,
    effects: [],
  })

const noticed: Renewal = { at: 'noticed', notice, started: true }
const asking = run(noticed, wanted()).state
const making = run(asking, { type: 'consent-given', consent }).state
const requested = run(making, { type: 'prepared', enrolment: enrolment(), request: 'UkVR', resumed: false }).state
const kinds = (effects: readonly Effect[]) => effects.map((effect) => effect.do)

describe('from the notice to the proof', () => {
  it('a held click asks for consent first', () => {
    const { state, effects } = run(noticed, wanted())
    expect(state).toEqual({ at: 'asking', notice, waiting: click, store: null })
    expect(effects).toEqual([{ do: 'open-consent' }])
  })

  it('where the pressed button puts the certificate is kept for the question', () => {
    expect(run(noticed, wanted(click, { ...NO_WISH, store: 'computer' })).state).toMatchObject({ store: 'computer' })
  })

  it('a click that says nothing of the screen leaves what was read of it', () => {
    const bare = { ...notice, screen: 'none', next: null, expiry: null, corporateId: null }
    const event = { type: 'request-wanted', notice: bare, waiting: click, wish: NO_WISH, refusal: null } as const
    expect(run(noticed, event).state).toEqual({ at: 'asking', notice, waiting: click, store: null })
  })

  it('nothing is made before consent, and consent makes exactly one key', () => {
    const { state, effects } = run(asking, { type: 'consent-given', consent })
    expect(state.at).toBe('making')
    expect(effects).toEqual([{ do: 'prepare', notice, consent, enrolment: null, subject: null }])
  })

  it('when the request is ready, the click goes through', () => {
    const { state, effects } = run(making, {
      type: 'prepared',
      enrolment: enrolment(),
      request: 'UkVR',
      resumed: false,
    })
    expect(state).toMatchObject({ at: 'requested', request: 'UkVR', handed: false })
    expect(effects).toEqual([{ do: 'release', waiting: click, outcome: { ok: true } }, { do: 'close-consent' }])
  })

  it('the script that the click started is given the request at once, and the answer is awaited', () => {
    const { state, effects } = run(
      requested,
      wanted(call, { subject: consent.follows.subject, keyLength: 2048, store: null }),
    )
    expect(state).toMatchObject({ at: 'requested', handed: true })
    expect(effects).toEqual([
      { do: 'release', waiting: call, outcome: { ok: true, request: 'UkVR' } },
      { do: 'expect-answer', enrolment: enrolment().id, seconds: 180 },
    ])
  })

  it('the answer is installed with the enrolment of its origin', () => {
    const { state, effects } = run(requested, { type: 'answer-came', waiting: call, answer: 'QQ==', enrolment: null })
    expect(state.at).toBe('installing')
    expect(effects).toEqual([{ do: 'install', enrolment: enrolment(), answer: 'QQ==', acceptSubjectOf: null }])
  })

  it('the page hears of success only after the proof, and the session ends', () => {
    const installing = run(requested, { type: 'answer-came', waiting: call, answer: 'QQ==', enrolment: null }).state
    const done = enrolment({ state: 'done', certificate: certificate() })
    const { state, effects } = run(installing, { type: 'installed', enrolment: done, certificate: certificate() })
    expect(state).toEqual({ at: 'done', notice, enrolment: done, certificate: certificate() })
    expect(kinds(effects)).toEqual(['release', 'close-consent', 'end-session', 'look-from-browser'])
  })

  it('what the first screen said stays known on later screens that do not print it', () => {
    const later = { ...notice, screen: 'issuing', expiry: null, corporateId: null }
    const { state } = run(noticed, { type: 'notice-seen', notice: later })
    expect(state).toMatchObject({ notice: { screen: 'issuing', expiry: '2026-12-10', corporateId: '1234567890' } })
  })
})

describe('the screen alone decides where the user is', () => {
  const at = (more: Partial<Notice>): Notice => ({ ...notice, ...more })
  const seen = (state: Renewal, now: Notice) => run(state, { type: 'notice-seen', notice: now }).state

  it('logging on as every day is no renewal', () => {
    for (const kind of ['log-on', 'password', 'one-time-password', 'session-ended'] as const)
      expect(seen({ at: 'none' }, at({ kind, screen: kind }))).toEqual({ at: 'none' })
  })

  it('a notice may be started, a later screen has been', () => {
    expect(seen({ at: 'none' }, at({ kind: 'notice' }))).toMatchObject({ at: 'noticed', started: false })
    expect(seen({ at: 'none' }, at({ kind: 'way' }))).toMatchObject({ at: 'noticed', started: true })
  })

  it('going back and a session that has ended are followed, and nothing that was read is lost', () => {
    const back = seen(noticed, at({ kind: 'notice', screen: 'notice', step: 'open-notice', expiry: null }))
    expect(back).toMatchObject({ notice: { step: 'open-notice', expiry: '2026-12-10' } })
    const ended = seen(back, at({ kind: 'session-ended', screen: 'any-session-ended', corporateId: null }))
    expect(ended).toMatchObject({ at: 'noticed', notice: { kind: 'session-ended', corporateId: '1234567890' } })
  })

  it('a session that ends while the request is with the bank leaves the request where it is', () => {
    const ended = seen(requested, at({ kind: 'session-ended', screen: 'any-session-ended' }))
    expect(ended).toMatchObject({ at: 'requested', notice: { kind: 'session-ended' } })
  })

  it('the user can end the guide', () => {
    expect(run(noticed, { type: 'dismiss' }).state).toEqual({ at: 'none' })
  })
})

it('no key is made for a bank where something else makes it', () => {
  const guided = { ...notice, maker: 'application' as const }
  const event: RenewalEvent = { type: 'request-wanted', notice: guided, waiting: call, wish: NO_WISH, refusal: null }
  const { state, effects } = run({ at: 'none' }, event)
  expect(state).toEqual({ at: 'none' })
  expect(kinds(effects)).toEqual(['release'])
})

it("another ID's log-on at the same bank inherits nothing", () => {
  const user: Renewal = { at: 'noticed', notice: { ...notice, userId: '0001' }, started: false }
  const administrator = { ...notice, expiry: null }
  expect(run(user, { type: 'notice-seen', notice: administrator }).state).toMatchObject({
    notice: { corporateId: '1234567890', userId: null, expiry: null },
  })
})

describe('what a page wants is done, or more', () => {
  it('another subject is signed with the same key', () => {
    const subject = [{ type: 'CN', value: 'other' }]
    const { state, effects } = run(requested, wanted(call, { subject, keyLength: 1024, store: null }))
    expect(state).toMatchObject({ at: 'making', enrolment: enrolment() })
    expect(effects).toEqual([{ do: 'prepare', notice, consent, enrolment: enrolment().id, subject }])
  })

  it('a longer key replaces the one whose request nobody has seen', () => {
    const { effects } = run(requested, wanted(call, { subject: null, keyLength: 4096, store: null }))
    expect(effects).toEqual([
      { do: 'forget-key', enrolment: enrolment().id },
      { do: 'prepare', notice, consent: { ...consent, algorithm: 'rsa-4096' }, enrolment: null, subject: null },
    ])
  })

  it('a longer key never replaces one whose request the page has had: a certificate may be on its way', () => {
    const handed = run(requested, wanted(call, { subject: null, keyLength: 2048, store: null })).state
    const { state, effects } = run(handed, wanted(call, { subject: null, keyLength: 4096, store: null }))
    expect(state).toMatchObject({ at: 'failed', error: { code: 'key-too-weak' }, enrolment: enrolment() })
    expect(kinds(effects)).toEqual(['release', 'open-consent'])
  })

  it('nor one from an earlier try, whose request the bank may have', () => {
    const event = { type: 'prepared', enrolment: enrolment(), request: 'UkVR', resumed: true } as const
    const { effects } = run(run(making, event).state, wanted(call, { subject: null, keyLength: 4096, store: null }))
    expect(kinds(effects)).not.toContain('forget-key')
  })

  it('a call without a click before it asks for consent as well', () => {
    expect(run({ at: 'none' }, wanted(call))).toEqual({
      state: { at: 'asking', notice, waiting: call, store: null },
      effects: [{ do: 'open-consent' }],
    })
  })
})

describe('one renewal at a time', () => {
  const busy = { do: 'release', waiting: call, outcome: { ok: false, error: { code: 'busy', data: {} } } }

  it('a call while consent is asked is refused, and the window comes to the front', () => {
    expect(run(asking, wanted(call))).toEqual({ state: asking, effects: [busy, { do: 'open-consent' }] })
  })

  it('a call while the key is made is refused, and whoever pressed is shown what is going on', () => {
    expect(run(making, wanted(call))).toEqual({ state: making, effects: [busy, { do: 'open-consent' }] })
  })

  it('the request goes to no other origin', () => {
    const elsewhere = { ...call, place: { ...place, origin: 'https://other.example' } }
    expect(run(requested, wanted(elsewhere)).effects).toEqual([{ ...busy, waiting: elsewhere }])
  })

  it('an answer from another origin finds no enrolment', () => {
    const elsewhere = { ...call, place: { ...place, origin: 'https://other.example' } }
    const { state, effects } = run(requested, {
      type: 'answer-came',
      waiting: elsewhere,
      answer: 'QQ==',
      enrolment: null,
    })
    expect(state).toBe(requested)
    expect(effects).toEqual([
      { do: 'release', waiting: elsewhere, outcome: { ok: false, error: { code: 'enrolment-unknown', data: {} } } },
    ])
  })
})

describe('when the user says no', () => {
  it('the click does not go through, and the notice is there as before', () => {
    const { state, effects } = run(asking, { type: 'consent-declined' })
    expect(state).toEqual(noticed)
    expect(effects).toEqual([
      { do: 'release', waiting: click, outcome: { ok: false, error: { code: 'consent-declined', data: {} } } },
      { do: 'close-consent' },
    ])
  })
})

describe('when making the key fails', () => {
  const error = { code: 'pin-cancelled', data: {} } as const
  const failed = run(making, { type: 'prepare-failed', error, enrolment: null })

  it('the click stays held, so that trying again goes on from there', () => {
    expect(failed.state).toMatchObject({ at: 'failed', during: 'preparing', waiting: click })
    expect(kinds(failed.effects)).toEqual(['open-consent'])
    expect(run(failed.state, { type: 'retry' })).toMatchObject({
      state: { at: 'making', waiting: click },
      effects: [{ do: 'prepare', enrolment: null }],
    })
  })

  it('a key that was made before the error is used again', () => {
    const { state } = run(making, { type: 'prepare-failed', error, enrolment: enrolment({ state: 'key-made' }) })
    expect(run(state, { type: 'retry' }).effects).toMatchObject([{ do: 'prepare', enrolment: enrolment().id }])
  })

  it('closing the error lets the click go, not through', () => {
    const { state, effects } = run(failed.state, { type: 'dismiss' })
    expect(state).toEqual(noticed)
    expect(effects[0]).toMatchObject({ do: 'release', waiting: click, outcome: { ok: false } })
  })

  it('a script that waits is told at once: its page is frozen', () => {
    const frozen = run({ at: 'none' }, wanted(call), { type: 'consent-given', consent }).state
    const { state, effects } = run(frozen, { type: 'prepare-failed', error, enrolment: null })
    expect(state).toMatchObject({ at: 'failed', waiting: null })
    expect(effects[0]).toEqual({ do: 'release', waiting: call, outcome: { ok: false, error } })
  })
})

describe('when installing fails', () => {
  const installing = run(requested, { type: 'answer-came', waiting: call, answer: 'QQ==', enrolment: null }).state
  const error = { code: 'token-removed', data: {} } as const
  const failed = run(installing, { type: 'install-failed', error, enrolment: enrolment({ state: 'issued' }) })

  it('the page is told, and the error is shown', () => {
    expect(failed.state).toMatchObject({ at: 'failed', during: 'installing', error })
    expect(kinds(failed.effects)).toEqual(['release', 'open-consent'])
  })

  it('trying again installs the answer that was saved', () => {
    expect(run(failed.state, { type: 'retry' }).effects).toEqual([
      { do: 'install', enrolment: enrolment({ state: 'issued' }), answer: null, acceptSubjectOf: null },
    ])
  })

  it('a better answer from the bank is taken for the same enrolment', () => {
    expect(run(failed.state, { type: 'answer-came', waiting: call, answer: 'Qg==', enrolment: null }).effects).toEqual([
      { do: 'install', enrolment: enrolment({ state: 'issued' }), answer: 'Qg==', acceptSubjectOf: null },
    ])
  })
})

describe('a certificate in another name', () => {
  const sha256 = 'cc'.repeat(32)
  const installing = run(requested, { type: 'answer-came', waiting: call, answer: 'QQ==', enrolment: null }).state
  const error = { code: 'answer-other-subject', data: { certificate: sha256 } } as const
  const failed = run(installing, { type: 'install-failed', error, enrolment: enrolment() }).state

  it('is installed from the saved answer once the user takes it', () => {
    const { state, effects } = run(failed, { type: 'accept-subject', certificate: sha256 })
    expect(state).toMatchObject({ at: 'installing', waiting: null, enrolment: enrolment() })
    expect(effects).toEqual([{ do: 'install', enrolment: enrolment(), answer: null, acceptSubjectOf: sha256 }])
  })

  it('is not taken by trying again, nor by a yes to another certificate or another error', () => {
    expect(run(failed, { type: 'retry' }).effects).toMatchObject([{ do: 'install', acceptSubjectOf: null }])
    expect(run(failed, { type: 'accept-subject', certificate: 'dd'.repeat(32) }).state).toBe(failed)
    const weak = { code: 'answer-weak', data: { certificate: sha256 } } as const
    const other = run(installing, { type: 'install-failed', error: weak, enrolment: enrolment() }).state
    expect(run(other, { type: 'accept-subject', certificate: sha256 }).state).toBe(other)
  })
})

describe('a certificate that has been renewed already', () => {
  const failedWith = (code: 'already-renewed' | 'pin-locked', from = making) =>
    run(from, { type: 'prepare-failed', error: { code, data: {} }, enrolment: null }).state

  it('is renewed again only when the user says so, with the same click', () => {
    const failed = failedWith('already-renewed')
    const again = { ...consent, again: true }
    expect(run(failed, { type: 'renew-again' })).toEqual({
      state: { at: 'making', notice, waiting: click, consent: again, progress: null, enrolment: null },
      effects: [{ do: 'prepare', notice, consent: again, enrolment: null, subject: null }],
    })
    expect(run(failed, { type: 'retry' }).effects).toMatchObject([{ do: 'prepare', consent: { again: false } }])
  })

  it('means nothing to another error, nor where no click is held', () => {
    const locked = failedWith('pin-locked')
    expect(run(locked, { type: 'renew-again' }).state).toBe(locked)
    const frozen = run({ at: 'none' }, wanted(call), { type: 'consent-given', consent }).state
    const told = failedWith('already-renewed', frozen)
    expect(run(told, { type: 'renew-again' }).state).toBe(told)
  })
})

describe('when nothing comes', () => {
  it('an answer that is overdue is an error that keeps the key', () => {
    const { state } = run(requested, { type: 'answer-overdue', enrolment: enrolment().id })
    expect(state).toMatchObject({
      at: 'failed',
      during: 'waiting',
      error: { code: 'answer-missing' },
      enrolment: enrolment(),
    })
  })

  it('a late answer is installed all the same', () => {
    const { state } = run(requested, { type: 'answer-overdue', enrolment: enrolment().id })
    expect(run(state, { type: 'answer-came', waiting: call, answer: 'QQ==', enrolment: null }).state.at).toBe(
      'installing',
    )
  })

  it('the alarm of an earlier enrolment means nothing to a later one', () => {
    expect(run(requested, { type: 'answer-overdue', enrolment: 'f'.repeat(32) }).state).toBe(requested)
  })

  it('is not awaited while the user has to log on again', () => {
    const ended = run(requested, {
      type: 'notice-seen',
      notice: { ...notice, kind: 'session-ended', screen: 'any' },
    }).state
    expect(run(ended, { type: 'answer-overdue', enrolment: enrolment().id }).state).toBe(ended)
    expect(run(ended, wanted(call)).effects.map((effect) => effect.do)).toEqual(['release', 'expect-answer'])
  })

  it('a lost host ends what it had in hand, and what it had not is untouched', () => {
    const error = { code: 'host-lost', data: {} } as const
    expect(run(making, { type: 'host-lost', error }).state).toMatchObject({ at: 'failed', during: 'preparing' })
    expect(run(requested, { type: 'host-lost', error }).state).toBe(requested)
  })
})

describe('an enrolment from before', () => {
  it('is continued with its saved answer, away from the bank', () => {
    expect(run({ at: 'none' }, { type: 'continue', enrolment: enrolment({ state: 'issued' }) })).toMatchObject({
      state: { at: 'installing', notice: null, waiting: null },
      effects: [{ do: 'install', answer: null }],
    })
  })

  it('is forgotten once it is discarded', () => {
    const { state } = run(requested, { type: 'discarded', enrolment: enrolment().id })
    expect(state).toEqual(noticed)
  })
})

it('no event throws in any state, and none changes a state it does not belong to', () => {
  const states: Renewal[] = [{ at: 'none' }, noticed, asking, making, requested]
  const events: RenewalEvent[] = [
    { type: 'started' },
    { type: 'progress', step: 'making-key' },
    { type: 'prepared', enrolment: enrolment(), request: '', resumed: false },
    { type: 'prepare-failed', error: { code: 'internal', data: {} }, enrolment: null },
    { type: 'installed', enrolment: enrolment(), certificate: certificate() },
    { type: 'install-failed', error: { code: 'internal', data: {} }, enrolment: enrolment() },
    { type: 'consent-given', consent },
    { type: 'consent-declined' },
    { type: 'retry' },
    { type: 'accept-subject', certificate: 'cc'.repeat(32) },
    { type: 'renew-again' },
    { type: 'dismiss' },
  ]
  const owners: Partial<Record<RenewalEvent['type'], Renewal['at']>> = {
    prepared: 'making',
    'prepare-failed': 'making',
    'consent-given': 'asking',
    'consent-declined': 'asking',
    installed: 'installing',
    'install-failed': 'installing',
    retry: 'failed',
  }
  for (const state of states)
    for (const event of events) {
      const owner = owners[event.type]
      const after = transition(state, event)
      if (owner !== undefined && owner !== state.at) expect(after).toEqual({ state, effects: [] })
    }
})
