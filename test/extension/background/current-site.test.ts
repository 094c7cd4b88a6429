import { beforeEach, describe, expect, it, vi } from 'vitest'
import { BUNDLED_PROFILES } from '../../../src/bank/edition.ts'
import { type GeneralReading, NO_FIELDS } from '../../../src/notice/reading.ts'
import type { Site } from '../../../src/renewal/snapshot.ts'
import { type FakeBrowser, makeFakeBrowser } from '../fake-browser.ts'

const fake = vi.hoisted(() => ({ browser: {} as FakeBrowser }))
vi.mock('webextension-polyfill', () => ({
  default: new Proxy({}, { get: (_, key) => Reflect.get(fake.browser, key) }),
}))
vi.mock('../../../extension/content/main.iife.ts?script&iife', () => ({ default: 'content.js' }))
vi.mock('../../../extension/page/certenroll.iife.ts?script&iife', () => ({ default: 'page.js' }))
vi.mock('../../../extension/ask/main.iife.ts?script&iife', () => ({ default: 'ask.js' }))
vi.stubGlobal('__BUILT_IN_BANKS__', [])

const { currentSite, lookAtPage } = await import('../../../extension/background/current-site.ts')
const { tellingMost } = await import('../../../extension/background/look-at-tab.ts')

const URL_IN_FRONT = 'https://ib.bank.example/notices?id=1'

const reading = (more: Partial<GeneralReading> = {}): GeneralReading => ({
  verdict: 'none',
  reason: 'no-words',
  matches: [],
  label: null,
  fields: NO_FIELDS,
  ...more,
})
const NOTICE = reading({ verdict: 'notice', reason: null })

const inFront = (url: string | undefined) =>
  fake.browser.tabs.query.mockResolvedValue([{ id: 7, ...(url === undefined ? {} : { url }) }])

/** What the page's frames answer; the script itself answers nothing. */
const framesAnswer = (...results: unknown[]) =>
  fake.browser.scripting.executeScript.mockImplementation(async (injection) =>
    'func' in (injection as object) ? results.map((result) => ({ result })) : [],
  )

const looked = async () => {
  const site = await currentSite()
  return site.state === 'not-allowed' ? site.looked : site.state
}

let seen: (Site | null)[] = []
const changed = async () => void seen.push(await currentSite())

beforeEach(() => {
  fake.browser = makeFakeBrowser()
  fake.browser.permissions.state.granted = new Set()
  seen = []
  inFront(URL_IN_FRONT)
  framesAnswer(NOTICE)
})

describe('the page in front', () => {
  it('is not read before the user asks', async () => {
    expect(await currentSite()).toMatchObject({ state: 'not-allowed', origin: 'https://ib.bank.example', looked: null })
    expect(fake.browser.scripting.executeScript).not.toHaveBeenCalled()
  })

  it.each([undefined, 'http://ib.bank.example/', 'chrome://settings/'])(
    'is unknown when its address is %s, and is not looked at',
    async (url) => {
      inFront(url)
      expect(await currentSite()).toEqual({ state: 'unknown' })
      await lookAtPage(changed)
      expect(fake.browser.scripting.executeScript).not.toHaveBeenCalled()
    },
  )

  it('comes with every bank to choose from, and whose it is where somebody has said so', async () => {
    const assignments = [{ pattern: 'https://ib.bank.example/*', bank: 'bizstation' }]
    await fake.browser.storage.local.set({ assignments })
    const own = { ...BUNDLED_PROFILES[0], id: 'keiko-bank' }
    await fake.browser.storage.local.set({ profiles: [own] })
    const site = await currentSite()
    expect(site).toMatchObject({ state: 'not-allowed', claimedBy: 'bizstation' })
    // What the user has added comes first.
    const ids = ['keiko-bank', ...BUNDLED_PROFILES.map(({ id }) => id)]
    expect(site.state === 'not-allowed' && site.banks.map(({ id }) => id)).toEqual(ids)
  })

  it('is not looked at this way where Koshin is allowed: there it reads by itself', async () => {
    const pattern = 'https://ib.bank.example/*'
    await fake.browser.storage.local.set({ assignments: [{ pattern, bank: 'bizstation' }] })
    fake.browser.permissions.state.granted = new Set([pattern])
    expect(await currentSite()).toMatchObject({ state: 'allowed', bank: { id: 'bizstation' } })
    await lookAtPage(changed)
    expect(fake.browser.scripting.executeScript).not.toHaveBeenCalled()
  })
})

describe('a page that the user asks about', () => {
  it('is read once, with all known profiles, and what was seen is shown', async () => {
    await lookAtPage(changed)
    expect(seen.map((site) => site?.state === 'not-allowed' && site.looked?.state)).toEqual(['looking', 'seen'])
    expect(await looked()).toEqual({ state: 'seen', reading: NOTICE })
    const injections = fake.browser.scripting.executeScript.mock.calls.map(([injection]) => injection)
    expect(injections).toMatchObject([
      { target: { tabId: 7, allFrames: true }, files: ['ask.js'] },
      { target: { tabId: 7, allFrames: true }, args: [{ length: BUNDLED_PROFILES.length }] },
    ])
  })

  it('may be one that the browser lets nobody read', async () => {
    fake.browser.scripting.executeScript.mockRejectedValue(new Error('Cannot access contents of the page'))
    await lookAtPage(changed)
    expect(await looked()).toEqual({ state: 'unreadable' })
  })

  it('may answer what is no reading: then nothing was read', async () => {
    framesAnswer({ verdict: 'notice' }, null, 'x')
    await lookAtPage(changed)
    expect(await looked()).toEqual({ state: 'unreadable' })
  })

  it.each([
    ['loads', { status: 'loading' }],
    ['changes its address', { url: `${URL_IN_FRONT}#other` }],
  ])('is forgotten when its tab %s', async (_what, change) => {
    await lookAtPage(changed)
    fake.browser.tabs.onUpdated.fire(7, change)
    expect(await looked()).toBeNull()
  })

  it('is not forgotten because another tab loads, or because it has done loading', async () => {
    await lookAtPage(changed)
    fake.browser.tabs.onUpdated.fire(8, { status: 'loading' })
    fake.browser.tabs.onUpdated.fire(7, { status: 'complete' })
    expect(await looked()).toMatchObject({ state: 'seen' })
  })

  it('says nothing of another page', async () => {
    await lookAtPage(changed)
    inFront('https://ib.bank.example/menu')
    expect(await looked()).toBeNull()
  })
})

describe('of several frames', () => {
  it('the one that tells most counts', () => {
    expect(tellingMost([reading(), reading({ reason: 'password' }), NOTICE])).toEqual(NOTICE)
    expect(tellingMost([reading(), reading({ reason: 'password' })])?.reason).toBe('password')
  })

  it("the page's own frame counts where they tell as much", () => {
    const own = reading({ verdict: 'notice', reason: null, label: 'own' })
    expect(tellingMost([own, NOTICE])?.label).toBe('own')
  })
})
