import { beforeEach, describe, expect, it, vi } from 'vitest'
import { editionBanks } from '../../../src/bank/edition.ts'
import { fromCookies } from '../../../src/enrolment/cookie-answer.ts'
import type { RenewalEvent } from '../../../src/renewal/event.ts'
import { ORIGIN, place } from '../../src/renewal/examples.ts'
import { type FakeBrowser, makeFakeBrowser } from '../fake-browser.ts'

const fake = vi.hoisted(() => ({ browser: {} as FakeBrowser }))
vi.mock('webextension-polyfill', () => ({
  default: new Proxy({}, { get: (_, key) => Reflect.get(fake.browser, key) }),
}))
vi.mock('../../../extension/content/main.iife.ts?script&iife', () => ({ default: 'content.js' }))
vi.mock('../../../extension/page/certenroll.iife.ts?script&iife', () => ({ default: 'page.js' }))
vi.stubGlobal(
  '__BUILT_IN_BANKS__',
  editionBanks({
    name: 'practice',
    banks: [
      { profile: 'shinkin-hojin-ib', origins: ['https://www.renshu-bank.localhost/*'] },
      { profile: 'shinkin-hojin-ib-older', origins: ['https://older.renshu-bank.localhost/*'] },
    ],
  }),
)

const { answerPage } = await import('../../../extension/background/answer-pages.ts')

const events: RenewalEvent[] = []
const koshin = {
  loop: { state: { at: 'none' }, dispatch: async (event: RenewalEvent) => void events.push(event) },
  host: { call: async () => ({ enrolments: [] }) },
  markFor: async () => null,
} as never

const CALL = { id: '0123456789abcdef', method: 'create-request', subject: null, keyLength: 2048 }
const cookies = () => fake.browser.cookiesSet.map(({ name, value }) => `${name}=${value}`).join('; ')

beforeEach(() => {
  fake.browser = makeFakeBrowser()
  events.length = 0
  vi.clearAllMocks()
})

describe('a document that no bank owns', () => {
  const stranger = { ...place, origin: 'https://www.renshu-bank.localhost.evil.example' }

  it.each([
    { type: 'page-opened' },
    { type: 'enrol-clicked', store: 'token' },
    { type: 'page-called', call: CALL },
  ] as const)('is told nothing and starts nothing: $type', async (message) => {
    expect(await answerPage(koshin, stranger, message)).toBeNull()
    expect(events).toEqual([])
    expect(fake.browser.cookiesSet).toEqual([])
  })
})

describe("a bank's own document", () => {
  it('is told its screens and nothing of other banks', async () => {
    const guide = await answerPage(koshin, place, { type: 'page-opened' })
    expect(Object.keys(guide as object)).toEqual(['screens', 'fields'])
  })

  it('says where the pressed button puts the certificate; a call without one leaves it to the usual place', async () => {
    void answerPage(koshin, place, { type: 'enrol-clicked', store: 'computer' })
    await answerPage(koshin, place, { type: 'page-called', call: CALL })
    await vi.waitFor(() => expect(events).toMatchObject([{ wish: { store: 'computer' } }, { wish: { store: null } }]))
  })

  it('of a bank that knows the computer only means the computer, whatever was pressed', async () => {
    const older = { ...place, origin: 'https://older.renshu-bank.localhost' }
    void answerPage(koshin, older, { type: 'enrol-clicked', store: null })
    await answerPage(koshin, older, { type: 'page-called', call: CALL })
    await vi.waitFor(() =>
      expect(events).toMatchObject([{ wish: { store: 'computer' } }, { wish: { store: 'computer' } }]),
    )
  })

  it('asks for a request in its own name, whatever the call says', async () => {
    await answerPage(koshin, place, { type: 'page-called', call: CALL })
    expect(events).toMatchObject([
      { type: 'request-wanted', waiting: { kind: 'call', place: { origin: ORIGIN }, callId: CALL.id } },
    ])
  })

  it('takes the last day from a notice, and not from other screens', async () => {
    const fields = { expiry: '2026-12-10', corporateId: null, userId: null, serialNumber: null, expiryTime: null }
    await answerPage(koshin, place, {
      type: 'notice-seen',
      reading: { screen: 'finished', among: [], label: null, fields },
    })
    expect(events).toMatchObject([{ type: 'notice-seen', notice: { screen: 'finished', expiry: null } }])
    await answerPage(koshin, place, {
      type: 'notice-seen',
      reading: { screen: 'notice', among: [], label: null, fields },
    })
    expect(events.at(-1)).toMatchObject({ type: 'notice-seen', notice: { screen: 'notice', expiry: '2026-12-10' } })
  })

  it('does not move the renewal with a screen that could be two', async () => {
    const fields = { expiry: null, corporateId: null, userId: null, serialNumber: null, expiryTime: null }
    await answerPage(koshin, place, {
      type: 'notice-seen',
      reading: { screen: 'ambiguous', among: ['start', 'issuing'], label: null, fields },
    })
    expect(events).toEqual([])
  })

  it.each([
    ['an unknown method', { ...CALL, method: 'sign' }],
    ['a field too many', { ...CALL, pin: '1234' }],
    ['a subject that is no name', { ...CALL, subject: { text: 'CN="', flags: 0 } }],
  ])('that sends %s gets an error number, and nothing starts', async (_what, call) => {
    await answerPage(koshin, place, { type: 'page-called', call })
    expect(events).toEqual([])
    expect(fromCookies(CALL.id, cookies())).toMatchObject({ ok: false })
  })

  it('that sends an answer nobody waits for hears that there is no such enrolment', async () => {
    const call = { id: CALL.id, method: 'install-response', answer: 'QQ==' }
    await answerPage(koshin, place, { type: 'page-called', call })
    expect(events).toMatchObject([{ type: 'answer-came', enrolment: null }])
  })
})

describe("the administrator's rules", () => {
  const older = { ...place, origin: 'https://older.renshu-bank.localhost' }

  it("refuse a page's wish for the computer where only tokens are allowed", async () => {
    await fake.browser.storage.managed.set({ stores: ['token'] })
    void answerPage(koshin, place, { type: 'enrol-clicked', store: 'computer' })
    await answerPage(koshin, older, { type: 'page-called', call: CALL })
    const refusal = { code: 'only-token-allowed', data: {} }
    await vi.waitFor(() => expect(events).toMatchObject([{ refusal }, { refusal }]))
  })

  it('send what says nothing to the only place that is allowed, and raise its key', async () => {
    await fake.browser.storage.managed.set({ stores: ['token'], minimumRsaBits: 4096 })
    await answerPage(koshin, place, { type: 'page-called', call: CALL })
    expect(events).toMatchObject([
      { wish: { store: 'token' }, notice: { store: 'token', algorithm: 'rsa-4096' }, refusal: null },
    ])
  })
})
