import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { editionBanks } from '../../../src/bank/edition.ts'
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
    banks: [{ profile: 'shinkin-hojin-ib', origins: ['https://www.renshu-bank.localhost/*'] }],
  }),
)

const { bankAheadAt, clockHeard } = await import('../../../extension/background/bank-clock.ts')

const ORIGIN = 'https://www.renshu-bank.localhost:8443'
const NOW = Date.parse('2026-11-21T03:00:00Z')
const HOUR = 3_600_000

type Header = { name: string; value?: string }
const page = (...responseHeaders: Header[]) => ({ url: `${ORIGIN}/notice?user=1`, fromCache: false, responseHeaders })
const date = (value: string, name = 'date'): Header => ({ name, value })
const RIGHT = date('Sat, 21 Nov 2026 03:00:00 GMT')
const pass = (milliseconds: number) => vi.setSystemTime(NOW + milliseconds)

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW })
  fake.browser = makeFakeBrowser()
})
afterEach(() => vi.useRealTimers())

describe("the bank's clock", () => {
  it('is heard from a page of the bank, for its origin alone', async () => {
    await clockHeard(page(date('Sun, 22 Nov 2026 05:00:00 GMT', 'Date')))
    expect(await bankAheadAt(ORIGIN)).toBe(26 * HOUR)
    expect(await bankAheadAt('https://www.renshu-bank.localhost')).toBeNull()
    expect(await bankAheadAt(null)).toBeNull()
  })

  it('may be behind', async () => {
    await clockHeard(page(date('Sat, 21 Nov 2026 02:59:30 GMT')))
    expect(await bankAheadAt(ORIGIN)).toBe(-30_000)
  })

  it('is what was heard last', async () => {
    await clockHeard(page(date('Sun, 22 Nov 2026 05:00:00 GMT')))
    await clockHeard(page(RIGHT))
    expect(await bankAheadAt(ORIGIN)).toBe(0)
  })

  it('is known for an hour', async () => {
    await clockHeard(page(RIGHT))
    pass(HOUR)
    expect(await bankAheadAt(ORIGIN)).toBe(0)
    pass(HOUR + 1)
    expect(await bankAheadAt(ORIGIN)).toBeNull()
  })

  it("is not known any more when this computer's has been set back", async () => {
    await clockHeard(page(RIGHT))
    pass(-1)
    expect(await bankAheadAt(ORIGIN)).toBeNull()
  })

  it('tells nothing of what was read: one number an origin', async () => {
    await clockHeard(page(RIGHT))
    expect([...fake.browser.storage.session.values]).toEqual([[`clock-${ORIGIN}`, { ahead: 0, at: NOW }]])
    expect([...fake.browser.storage.local.values]).toEqual([])
  })
})

describe('nothing is heard', () => {
  it.each([
    ['without the header', page()],
    ['from a header without a value', page({ name: 'date' })],
    ['from one that is no date', page(date('tomorrow'))],
    ['from two', page(RIGHT, RIGHT)],
    ["out of the browser's cache", { ...page(RIGHT), fromCache: true }],
    ['out of a cache on the way', page(RIGHT, { name: 'Age', value: '86400' })],
    ['from a site that no bank owns', { ...page(RIGHT), url: 'https://other.example/' }],
  ])('%s', async (_what, response) => {
    await clockHeard(response)
    expect([...fake.browser.storage.session.values]).toEqual([])
  })

  it('from a bank that the browser does not let Koshin read: a look at a page (activeTab) allows no more', async () => {
    fake.browser.permissions.state.granted = new Set()
    await clockHeard(page(RIGHT))
    expect([...fake.browser.storage.session.values]).toEqual([])
  })
})
