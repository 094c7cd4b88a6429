import { beforeEach, describe, expect, it, vi } from 'vitest'
import { BUNDLED_PROFILES, editionBanks } from '../../../src/bank/edition.ts'
import { NO_RULES } from '../../../src/policy/rules.ts'
import { type FakeBrowser, makeFakeBrowser } from '../fake-browser.ts'

const fake = vi.hoisted(() => ({ browser: {} as FakeBrowser }))
vi.mock('webextension-polyfill', () => ({
  default: new Proxy({}, { get: (_, key) => Reflect.get(fake.browser, key) }),
}))
vi.mock('../../../extension/content/main.iife.ts?script&iife', () => ({ default: 'content.js' }))
vi.mock('../../../extension/page/certenroll.iife.ts?script&iife', () => ({ default: 'page.js' }))
const EDITION_HOST = 'https://www.renshu-bank.localhost/*'
vi.stubGlobal(
  '__BUILT_IN_BANKS__',
  editionBanks({ name: 'practice', banks: [{ profile: 'shinkin-hojin-ib', origins: [EDITION_HOST] }] }),
)

const {
  addProfile,
  bankOf,
  permissionsChanged,
  registerScripts,
  removeProfile,
  removeSite,
  sitesChanged,
  wishForSite,
} = await import('../../../extension/background/sites.ts')
const { currentSettings } = await import('../../../extension/background/settings.ts')

const HOST = 'https://ib.keiko-bank.example/*'
const ORIGIN = 'https://ib.keiko-bank.example'

const [bundled] = BUNDLED_PROFILES
const text = (more: object = {}): string => JSON.stringify({ ...bundled, id: 'keiko-bank', origins: [HOST], ...more })

/** What the user has told the browser. */
const allow = (...patterns: string[]) => {
  fake.browser.permissions.state.granted = new Set([EDITION_HOST, ...patterns])
}
const matchesOf = (id: string) => fake.browser.scripting.registered.get(id)?.matches ?? []
const sourceOf = async (pattern: string) =>
  (await currentSettings()).sites.find((site) => site.pattern === pattern) ?? null

beforeEach(() => {
  fake.browser = makeFakeBrowser()
  allow()
})

describe('a profile that the user adds', () => {
  it('claims its hosts, and is used on them once the browser lets it', async () => {
    await addProfile(text())
    expect(await bankOf(ORIGIN)).toBeNull()
    allow(HOST)
    expect((await bankOf(ORIGIN))?.id).toBe('keiko-bank')
  })

  it('replaces the one with the same id', async () => {
    await addProfile(text())
    await addProfile(text({ origins: ['https://new.keiko-bank.example/*'] }))
    const added = (await currentSettings()).profiles.filter(({ source }) => source === 'added')
    expect(added).toMatchObject([{ bank: { id: 'keiko-bank' }, origins: ['https://new.keiko-bank.example/*'] }])
  })

  it('is not kept when it is bad, or takes the id of a bundled one', async () => {
    await addProfile('{')
    await addProfile(text({ screens: [] }))
    await addProfile(text({ id: 'bizstation' }))
    expect(fake.browser.storage.local.values.get('profiles') ?? []).toEqual([])
  })

  it('does not take a host from the edition', async () => {
    await addProfile(text({ origins: [EDITION_HOST] }))
    expect(await sourceOf(EDITION_HOST)).toMatchObject({ source: 'edition', bank: { id: 'shinkin-hojin-ib' } })
  })

  it('takes its hosts with it when it goes, and nothing else', async () => {
    allow(HOST, 'https://given.example/*', 'https://other.example/*')
    await addProfile(text())
    await wishForSite({ pattern: 'https://given.example/*', bank: 'keiko-bank' })
    await wishForSite({ pattern: 'https://other.example/*', bank: 'bizstation' })
    await removeProfile('keiko-bank')
    expect(fake.browser.permissions.state.granted).toEqual(new Set([EDITION_HOST, 'https://other.example/*']))
    expect((await currentSettings()).sites.map(({ pattern }) => pattern)).toEqual([
      EDITION_HOST,
      'https://other.example/*',
    ])
  })
})

describe('storage with broken content', () => {
  it.each([
    ['no list', 'profiles'],
    ['entries that are no profiles', [1, null, 'x', {}, { id: 'NOT AN ID' }]],
  ])('%s: there are no added profiles', async (_what, profiles) => {
    await fake.browser.storage.local.set({ profiles })
    const settings = await currentSettings()
    expect(settings.profiles.filter(({ source }) => source === 'added')).toEqual([])
    expect(settings.refused).toEqual([])
  })

  it('a profile of an earlier schema is not used, and says where and why', async () => {
    await fake.browser.storage.local.set({ profiles: [{ id: 'old-bank', schema: 0 }] })
    const { refused, sites } = await currentSettings()
    expect(refused).toMatchObject([{ source: 'added', name: 'old-bank' }])
    expect(refused[0]?.problems).toContainEqual({ place: 'schema', reason: 'not-one-of', detail: '1' })
    expect(sites.map(({ bank }) => bank.id)).toEqual(['shinkin-hojin-ib'])
  })

  it('does not keep others from being added or taken away', async () => {
    await fake.browser.storage.local.set({ profiles: [{ id: 'old-bank', schema: 0 }] })
    await addProfile(text())
    await removeProfile('old-bank')
    expect((await currentSettings()).refused).toEqual([])
    expect((await currentSettings()).profiles.map(({ bank }) => bank.id)).toContain('keiko-bank')
  })

  it('assignments that cannot be read are none', async () => {
    await fake.browser.storage.local.set({ assignments: [{ pattern: 'https://*/*', bank: 'bizstation' }] })
    expect((await currentSettings()).sites.map(({ pattern }) => pattern)).toEqual([EDITION_HOST])
  })
})

describe("the administrator's policy", () => {
  const policy = (entries: Record<string, unknown>) => fake.browser.storage.managed.set(entries)

  it('brings profiles as texts, and hosts for banks that are there', async () => {
    await policy({ profiles: [text()], sites: [{ origin: 'https://given.example/*', bank: 'keiyaku-hojin' }] })
    expect(await sourceOf(HOST)).toMatchObject({ source: 'policy', bank: { id: 'keiko-bank' }, allowed: false })
    expect(await sourceOf('https://given.example/*')).toMatchObject({ source: 'policy', bank: { id: 'keiyaku-hojin' } })
  })

  it('may bring a profile as an object, where a browser lets it', async () => {
    await policy({ profiles: [JSON.parse(text())] })
    expect(await sourceOf(HOST)).toMatchObject({ source: 'policy' })
  })

  it('comes before the edition, a file and the user', async () => {
    allow(HOST)
    await addProfile(text())
    await wishForSite({ pattern: HOST, bank: 'bizstation' })
    await policy({
      profiles: [text({ id: 'from-policy' })],
      sites: [{ origin: EDITION_HOST, bank: 'keiyaku-hojin' }],
    })
    expect((await bankOf(ORIGIN))?.id).toBe('from-policy')
    expect((await bankOf('https://www.renshu-bank.localhost:8443'))?.id).toBe('keiyaku-hojin')
  })

  it('overrules an added profile of the same id, which says so', async () => {
    await addProfile(text())
    await policy({ profiles: [text({ origins: [] })] })
    const own = (await currentSettings()).profiles.filter(({ bank }) => bank.id === 'keiko-bank')
    expect(own).toMatchObject([
      { source: 'policy', overruled: false },
      { source: 'added', overruled: true },
    ])
    expect(await sourceOf(HOST)).toBeNull()
  })

  it.each([
    ['a text that is no JSON', { profiles: ['{"id": }'] }, 'profiles[0]', { place: '1:8', reason: 'not-json' }],
    ['no text at all', { profiles: [7] }, 'profiles[0]', { place: '', reason: 'wrong-type' }],
    [
      'the id of a bundled profile',
      { profiles: [text({ id: 'bizstation' })] },
      'profiles[0]',
      { reason: 'id-bundled' },
    ],
    [
      'a host of a bank that is not there',
      { sites: [{ origin: HOST, bank: 'nobody' }] },
      'sites[0]',
      { reason: 'no-such-bank', detail: 'nobody' },
    ],
    [
      'a pattern for all hosts',
      { sites: [{ origin: 'https://*/*', bank: 'bizstation' }] },
      'sites[0]',
      { place: 'origin', reason: 'unreadable' },
    ],
  ])('%s is not used, and is shown with place and reason', async (_what, entries, name, problem) => {
    await policy(entries)
    const { refused, sites } = await currentSettings()
    expect(refused).toMatchObject([{ source: 'policy', name, more: 0 }])
    expect(refused[0]?.problems[0]).toMatchObject(problem)
    expect(sites.map(({ pattern }) => pattern)).toEqual([EDITION_HOST])
  })

  it('a bad entry does not keep the good ones beside it from being used', async () => {
    await policy({ profiles: ['{', text()] })
    expect(await sourceOf(HOST)).toMatchObject({ source: 'policy' })
  })

  it('tells of ten problems and counts the others', async () => {
    const unknown = Object.fromEntries(Array.from({ length: 13 }, (_, index) => [`member${index}`, 1]))
    await policy({ profiles: [text(unknown)] })
    const [refused] = (await currentSettings()).refused
    expect([refused?.problems.length, refused?.more]).toEqual([10, 3])
  })

  it('that is not there (Firefox rejects) is none', async () => {
    fake.browser.storage.managed.get = async () => Promise.reject(new Error('Managed storage manifest not found'))
    const { refused, rules, sites } = await currentSettings()
    expect([refused, rules, sites.length]).toEqual([[], NO_RULES, 1])
  })

  it('of another form than lists is not used, and named', async () => {
    await policy({ profiles: 'x', sites: { origin: HOST } })
    const { refused, sites } = await currentSettings()
    const problems = [{ place: '', reason: 'wrong-type', detail: 'array' }]
    expect(refused).toMatchObject([
      { name: 'profiles', problems },
      { name: 'sites', problems },
    ])
    expect(sites).toHaveLength(1)
  })

  it('may keep banks to itself: what the user has added is not used, nothing can be added, and all of it comes back', async () => {
    allow(HOST, 'https://given.example/*')
    await addProfile(text())
    await wishForSite({ pattern: 'https://given.example/*', bank: 'keiyaku-hojin' })
    await policy({ mayAddBanks: false })
    await sitesChanged()
    expect((await currentSettings()).sites.map(({ pattern }) => pattern)).toEqual([EDITION_HOST])
    expect([await bankOf(ORIGIN), matchesOf('content')]).toEqual([null, [EDITION_HOST]])

    allow(HOST, 'https://given.example/*', 'https://new.example/*')
    await addProfile(text({ id: 'another-bank' }))
    await removeProfile('keiko-bank')
    await wishForSite({ pattern: 'https://new.example/*', bank: 'keiyaku-hojin' })
    await permissionsChanged()
    await policy({ mayAddBanks: true })
    const { sites, profiles } = await currentSettings()
    expect(sites.map(({ pattern }) => pattern)).toEqual([EDITION_HOST, HOST, 'https://given.example/*'])
    expect(profiles.filter(({ source }) => source === 'added').map(({ bank }) => bank.id)).toEqual(['keiko-bank'])
  })

  it("that keeps banks to itself still brings its own, and its host is the user's to allow", async () => {
    allow(HOST)
    await policy({ mayAddBanks: false, profiles: [text()] })
    expect((await bankOf(ORIGIN))?.id).toBe('keiko-bank')
  })
})

describe('scripts', () => {
  it('are registered for hosts that have a bank and are allowed', async () => {
    allow('https://nobody.example/*')
    await addProfile(text())
    expect(matchesOf('content')).toEqual([EDITION_HOST])
    allow(HOST)
    await sitesChanged()
    expect(matchesOf('content')).toEqual([EDITION_HOST, HOST])
  })

  it('of the page are for banks whose pages ask for keys: where Koshin only guides, it offers none', async () => {
    allow(HOST)
    await wishForSite({ pattern: HOST, bank: 'bizstation' })
    expect(matchesOf('content')).toContain(HOST)
    expect(matchesOf('page')).toEqual([EDITION_HOST])
  })

  it('are nowhere when nothing is allowed', async () => {
    fake.browser.permissions.state.granted = new Set()
    await registerScripts()
    expect(fake.browser.scripting.registered.size).toBe(0)
  })

  it('can be asked for twice at once: the browser refuses an id that is still there', async () => {
    await Promise.all([registerScripts(), registerScripts(), sitesChanged()])
    expect(matchesOf('content')).toEqual([EDITION_HOST])
  })
})

describe('a host that the user names', () => {
  it('counts once the browser has been told yes', async () => {
    await wishForSite({ pattern: HOST, bank: 'keiyaku-hojin' })
    expect(await sourceOf(HOST)).toBeNull()
    allow(HOST)
    await permissionsChanged()
    expect((await bankOf(ORIGIN))?.id).toBe('keiyaku-hojin')
  })

  it('is not given to a bank that is not there', async () => {
    allow(HOST)
    await wishForSite({ pattern: HOST, bank: 'nobody' })
    expect(await sourceOf(HOST)).toBeNull()
  })

  it('is let go of, with its permission', async () => {
    allow(HOST)
    await wishForSite({ pattern: HOST, bank: 'keiyaku-hojin' })
    await removeSite(HOST)
    expect(fake.browser.permissions.state.granted?.has(HOST)).toBe(false)
    expect(await sourceOf(HOST)).toBeNull()
    expect(matchesOf('content')).toEqual([EDITION_HOST])
  })

  it('has no bank when the user takes the permission back in the browser', async () => {
    allow(HOST)
    await wishForSite({ pattern: HOST, bank: 'keiyaku-hojin' })
    allow()
    await permissionsChanged()
    expect(await bankOf(ORIGIN)).toBeNull()
    expect(await sourceOf(HOST)).toMatchObject({ allowed: false })
  })
})
