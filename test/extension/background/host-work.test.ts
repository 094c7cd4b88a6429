import { beforeEach, describe, expect, it, vi } from 'vitest'
import { editionBanks } from '../../../src/bank/edition.ts'
import { NO_RULES } from '../../../src/policy/rules.ts'
import type { ErrorCode } from '../../../src/protocol/errors.ts'
import { PROTOCOL_VERSION } from '../../../src/protocol/identity.ts'
import { encodeError, encodeResult } from '../../../src/protocol/json-rpc.ts'
import type { Enrolment } from '../../../src/protocol/schema.ts'
import type { Effect, RenewalEvent } from '../../../src/renewal/event.ts'
import { certificate, consent, enrolment, notice, ORIGIN } from '../../src/renewal/examples.ts'
import { type FakeBrowser, FakePort, makeFakeBrowser } from '../fake-browser.ts'

const fake = vi.hoisted(() => ({ browser: {} as FakeBrowser }))
vi.mock('webextension-polyfill', () => ({
  default: new Proxy({}, { get: (_, key) => Reflect.get(fake.browser, key) }),
}))
vi.mock('../../../extension/content/main.iife.ts?script&iife', () => ({ default: 'content.js' }))
vi.mock('../../../extension/page/certenroll.iife.ts?script&iife', () => ({ default: 'page.js' }))
vi.stubGlobal('__VERSION__', '0.1.0')
const [bank] = editionBanks({
  name: 'practice',
  banks: [{ profile: 'shinkin-hojin-ib', origins: ['https://www.renshu-bank.localhost/*'] }],
})
vi.stubGlobal('__BUILT_IN_BANKS__', [{ ...bank, issuers: ['MAUCAwEAAQ=='] }])

const { HostConnection } = await import('../../../extension/background/host-connection.ts')
const { discard, install, openEnrolmentOf, prepare } = await import('../../../extension/background/host-work.ts')
const { keepAnswer, readKeptAnswer } = await import('../../../extension/background/kept-answers.ts')
const { clockHeard } = await import('../../../extension/background/bank-clock.ts')
const { checkReadiness } = await import('../../../extension/background/check-readiness.ts')

const ANSWER = 'QQ=='
const ID = enrolment().id
const done = { enrolment: enrolment({ state: 'done' }), certificate: certificate() }

/** What the host has, and the error that ends an install; `silent`: it goes without a word. */
let open: Enrolment[]
let failure: ErrorCode | 'silent' | null
let asked: { method: string; params: Record<string, unknown> }[]
let events: RenewalEvent[]

class AnsweringPort extends FakePort {
  override postMessage(message: { id: number; method: string; params: Record<string, unknown> }): void {
    const { id, method, params } = message
    asked.push({ method, params })
    queueMicrotask(() => {
      const ending = method === 'enrolment.install' ? failure : null
      if (ending === 'silent') this.drop('Native host has exited.')
      else if (ending) this.onMessage.fire(encodeError(id, { code: ending, data: {} }))
      else this.onMessage.fire(encodeResult(id, RESULTS[method]?.() as never))
    })
  }
}

const RESULTS: Record<string, () => unknown> = {
  'host.hello': () => ({ protocol: PROTOCOL_VERSION, host: '0.1.0', journalSchema: 1, platform: 'linux' }),
  'store.list': () => ({ computer: 'keiri-1', stores: [], modules: [] }),
  'certificate.list': () => ({ certificates: [], strayKeys: 2 }),
  'enrolment.list': () => ({ enrolments: open, unreadable: 1 }),
  'enrolment.rescue': () => ({ enrolments: [] }),
  'enrolment.install': () => done,
  'enrolment.discard': () => ({ enrolment: enrolment({ state: 'discarded' }) }),
  'enrolment.prepare': () => ({ enrolment: enrolment(), request: 'UkVR' }),
}

const host = () =>
  new HostConnection(
    { progress: () => {}, pin: async () => null, lost: () => {} },
    () => 'ja',
    async () => NO_RULES,
  )
const dispatch = async (event: RenewalEvent) => void events.push(event)
const installing = (more: Partial<Extract<Effect, { do: 'install' }>> = {}) =>
  install(host(), { do: 'install', enrolment: enrolment(), answer: ANSWER, acceptSubjectOf: null, ...more }, dispatch)
const paramsOf = (method: string) => asked.filter((one) => one.method === method).map(({ params }) => params)
const methods = () => asked.map(({ method }) => method)

beforeEach(() => {
  fake.browser = makeFakeBrowser()
  fake.browser.runtime.connectNative.mockImplementation(() => new AnsweringPort())
  ;[open, failure, asked, events] = [[enrolment()], null, [], []]
})

describe('installing tells the host', () => {
  it('the CAs that the bank of the origin pins, how far its clock is ahead, and what the user has agreed to', async () => {
    const ahead = new Date(Date.now() + 3_600_000).toUTCString()
    await clockHeard({ url: `${ORIGIN}/`, fromCache: false, responseHeaders: [{ name: 'Date', value: ahead }] })
    await installing({ acceptSubjectOf: 'bb'.repeat(32) })
    const [params] = paramsOf('enrolment.install')
    expect(params).toMatchObject({ issuers: ['MAUCAwEAAQ=='], acceptSubjectOf: 'bb'.repeat(32), answer: ANSWER })
    expect(Math.abs((params?.bankAhead as number) - 3_600_000)).toBeLessThan(2000)
  })

  it('nothing of this where the origin is lost', async () => {
    await installing({ enrolment: enrolment({ origin: null, bank: '' }) })
    expect(paramsOf('enrolment.install')).toMatchObject([{ origin: null, issuers: [], bankAhead: null }])
  })

  it("the bank's clock only with an answer that has just come: by the next try the user may have set this computer's", async () => {
    const value = new Date(Date.now() + 86_400_000).toUTCString()
    await clockHeard({ url: `${ORIGIN}/`, fromCache: false, responseHeaders: [{ name: 'Date', value }] })
    failure = 'clock-wrong'
    await installing()
    await installing({ answer: null })
    expect(paramsOf('enrolment.install').map(({ bankAhead }) => bankAhead === null)).toEqual([false, true])
  })
})

describe("the bank's answer", () => {
  it('is kept here before the host is asked', async () => {
    const kept: (string | null)[] = []
    fake.browser.runtime.connectNative.mockImplementation(() => {
      void readKeptAnswer(ID).then((answer) => kept.push(answer))
      return new AnsweringPort()
    })
    await installing()
    expect(kept[0]).toBe(ANSWER)
  })

  it.each<ErrorCode | 'silent'>([
    'journal-unwritable',
    'silent',
    'host-timeout',
    'busy',
    'internal',
    'answer-other-subject',
    'clock-wrong',
  ])('stays here after %s, and is given to the host when it is tried again', async (code) => {
    failure = code
    await installing()
    expect(await readKeptAnswer(ID)).toBe(ANSWER)
    failure = null
    await installing({ answer: null })
    expect(paramsOf('enrolment.install').map(({ answer }) => answer)).toEqual([ANSWER, ANSWER])
    expect(await readKeptAnswer(ID)).toBeNull()
  })

  it.each<ErrorCode>(['answer-other-key', 'answer-not-certificate', 'token-removed', 'pin-cancelled', 'proof-failed'])(
    'is dropped after %s: the host goes on from it, or it is of no use',
    async (code) => {
      failure = code
      await installing()
      expect(await readKeptAnswer(ID)).toBeNull()
    },
  )

  const full = async () => {
    throw new Error('IO error: No space left on device')
  }

  it('stays in memory where the disk is full for the browser too, until a newer one comes', async () => {
    const { set } = fake.browser.storage.local
    fake.browser.storage.local.set = full
    failure = 'journal-unwritable'
    await installing()
    expect(await readKeptAnswer(ID)).toBe(ANSWER)
    fake.browser.storage.local.set = set
    await installing({ answer: 'Qg==' })
    expect(await readKeptAnswer(ID)).toBe('Qg==')
    failure = null
    await installing({ answer: null })
    expect(await readKeptAnswer(ID)).toBeNull()
  })

  it('reaches the host even where the browser cannot keep it at all', async () => {
    fake.browser.storage.local.set = full
    fake.browser.storage.session.set = full
    await installing()
    expect(events).toMatchObject([{ type: 'installed' }])
  })

  it('is dropped with the key that it was for', async () => {
    await keepAnswer(ID, ANSWER)
    await discard(host(), enrolment(), dispatch)
    expect(await readKeptAnswer(ID)).toBeNull()
  })
})

describe('an answer belongs to', () => {
  const lost = enrolment({ id: '1'.repeat(32), origin: null, createdAt: '2026-11-21T00:00:00Z' })

  it('the open enrolment of its origin before a newer one whose origin is lost', async () => {
    open = [lost, enrolment()]
    expect((await openEnrolmentOf(host(), ORIGIN))?.id).toBe(ID)
  })

  it('one whose origin is lost rather than to none, and never to one of another origin', async () => {
    open = [enrolment({ origin: 'https://other.example' }), lost]
    expect((await openEnrolmentOf(host(), ORIGIN))?.id).toBe(lost.id)
    open = [enrolment({ origin: 'https://other.example' })]
    expect(await openEnrolmentOf(host(), ORIGIN)).toBeNull()
  })
})

it('another certificate is asked for where one has been renewed already, and only if the user says so', async () => {
  const effect = { do: 'prepare', notice, enrolment: null, subject: null } as const
  await prepare(host(), { ...effect, consent }, dispatch, 'ja')
  await prepare(host(), { ...effect, consent: { ...consent, again: true } }, dispatch, 'ja')
  expect(paramsOf('enrolment.prepare').map(({ again }) => again)).toEqual([false, true])
})

describe("a key that the administrator's rules forbid", () => {
  const preparing = (more: Partial<typeof consent> = {}) =>
    prepare(
      host(),
      { do: 'prepare', notice, consent: { ...consent, ...more }, enrolment: null, subject: null },
      dispatch,
      'ja',
    )

  it.each([
    [{ stores: ['computer'] }, {}, 'only-computer-allowed'],
    [{ stores: ['token'] }, { storeKind: 'computer' }, 'only-token-allowed'],
    [{ minimumRsaBits: 3072 }, {}, 'key-not-allowed'],
    [{ minimumRsaBits: 4096 }, { algorithm: 'ec-p256' }, 'key-not-allowed'],
  ] as const)('is not made, whatever led to it: %j %j', async (rules, more, code) => {
    await fake.browser.storage.managed.set(rules)
    open = []
    await preparing(more)
    expect(events).toMatchObject([{ type: 'prepare-failed', error: { code } }])
    expect(methods()).not.toContain('enrolment.prepare')
  })

  it('leaves those that it allows', async () => {
    await fake.browser.storage.managed.set({ stores: ['token'], minimumRsaBits: 3072 })
    open = []
    await preparing({ algorithm: 'rsa-3072' })
    expect(events).toMatchObject([{ type: 'prepared' }])
  })
})

describe('readiness', () => {
  it("offers only what the administrator allows, and says what is wrong with the bank's own wish", async () => {
    const rules = { ...NO_RULES, stores: ['token'] } as const
    const asking = { rules, wanted: notice, wish: 'computer', heard: () => {}, rescue: false } as const
    const known = await checkReadiness({ ...asking, host: host() })
    expect(known).toMatchObject({ refusal: { code: 'only-token-allowed' } })
    expect(known.state === 'known' && known.stores.every(({ kind }) => kind === 'token')).toBe(true)
    expect(await checkReadiness({ ...asking, wish: 'token', host: host() })).toMatchObject({ refusal: null })
  })

  const NOBODY = { rules: NO_RULES, wanted: null, wish: null, heard: () => {}, rescue: false } as const

  it('carries what cannot be read, keys without a record, and whose answer is here', async () => {
    await keepAnswer(ID, ANSWER)
    open = [enrolment(), enrolment({ id: '2'.repeat(32) })]
    expect(await checkReadiness({ ...NOBODY, host: host() })).toMatchObject({
      unreadable: 1,
      strayKeys: 2,
      answersHere: [ID],
    })
    expect(methods()).not.toContain('enrolment.rescue')
  })

  it('looks for lost keys first when it is to, so that what is found is listed', async () => {
    await checkReadiness({ ...NOBODY, host: host(), rescue: true })
    expect(methods()).toEqual(['host.hello', 'enrolment.rescue', 'store.list', 'certificate.list', 'enrolment.list'])
  })
})
