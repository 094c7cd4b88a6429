import { beforeEach, describe, expect, it, vi } from 'vitest'
import { editionBanks } from '../../../src/bank/edition.ts'
import { fromCookies } from '../../../src/enrolment/cookie-answer.ts'
import { hresultOf } from '../../../src/enrolment/hresult.ts'
import type { Snapshot } from '../../../src/renewal/snapshot.ts'
import type { Renewal } from '../../../src/renewal/state.ts'
import { call, consent, enrolment, notice, ORIGIN } from '../../src/renewal/examples.ts'
import { EXTENSION_ID, type FakeBrowser, makeFakeBrowser } from '../fake-browser.ts'

/** The whole service worker in a browser that remembers: what changes around a renewal while it is open. */

const fake = vi.hoisted(() => ({ browser: {} as FakeBrowser }))
vi.mock('webextension-polyfill', () => ({
  default: new Proxy({}, { get: (_, key) => Reflect.get(fake.browser, key) }),
}))
vi.mock('../../../extension/content/main.iife.ts?script&iife', () => ({ default: 'content.js' }))
vi.mock('../../../extension/page/certenroll.iife.ts?script&iife', () => ({ default: 'page.js' }))
vi.stubGlobal('__VERSION__', '0.1.0')
vi.stubGlobal('__BUILT_IN_BANKS__', editionBanks({ name: 'plain', banks: [] }))

const HOST = 'https://www.renshu-bank.localhost/*'
const requested: Renewal = { at: 'requested', notice, consent, enrolment: enrolment(), request: 'AA==', handed: true }
const asking: Renewal = { at: 'asking', notice, waiting: call, store: null }
const installing: Renewal = { at: 'installing', notice, waiting: null, enrolment: enrolment(), progress: null }

const renewal = (): Renewal | undefined => fake.browser.storage.session.values.get('renewal') as Renewal | undefined
const windowsOpened = (): string => JSON.stringify(fake.browser.windows.create.mock.calls)
const answered = () =>
  fromCookies('0123456789abcdef', fake.browser.cookiesSet.map(({ name, value }) => `${name}=${value}`).join('; '))

/** A worker that finds this renewal at its start, at a bank that the administrator's policy has brought. */
const start = async (state: Renewal): Promise<void> => {
  fake.browser.storage.session.values.set('renewal', state)
  fake.browser.permissions.state.granted = new Set([HOST])
  await fake.browser.storage.managed.set({ sites: [{ origin: HOST, bank: 'shinkin-hojin-ib' }] })
  vi.resetModules()
  await import('../../../extension/background/main.ts')
  await settle()
}

const settle = () => new Promise((done) => setTimeout(done, 50))

/** From a page of the extension. */
const say = async (page: string, message: object): Promise<void> => {
  const url = `chrome-extension://${EXTENSION_ID}/${page}/index.html`
  fake.browser.runtime.onMessage.fire(message, { id: EXTENSION_ID, url, origin: new URL(url).origin })
  await settle()
}

beforeEach(() => {
  fake.browser = makeFakeBrowser()
})

describe('a newer version of the extension', () => {
  it('waits while the bank works and while an error is read, and is loaded after that', async () => {
    await start(requested)
    fake.browser.runtime.onUpdateAvailable.fire()
    await settle()
    expect(fake.browser.runtime.reload).not.toHaveBeenCalled()
    fake.browser.permissions.state.granted = new Set()
    fake.browser.permissions.onRemoved.fire()
    await vi.waitFor(() => expect(renewal()?.at).toBe('failed'))
    expect(fake.browser.runtime.reload).not.toHaveBeenCalled()
    await say('consent', { type: 'dismiss' })
    expect(renewal()?.at).toBe('none')
    expect(fake.browser.runtime.reload).toHaveBeenCalled()
  })

  it('is loaded at once where nothing is in hand', async () => {
    await start({ at: 'none' })
    fake.browser.runtime.onUpdateAvailable.fire()
    await vi.waitFor(() => expect(fake.browser.runtime.reload).toHaveBeenCalledOnce())
  })
})

describe('the permission for a bank, taken back while a renewal is open there', () => {
  const takeBack = async (): Promise<void> => {
    fake.browser.permissions.state.granted = new Set()
    fake.browser.permissions.onRemoved.fire()
    await settle()
  }

  it('parks it: the key stays listed, a window says so, and the popup can ask for the permission again', async () => {
    await start(requested)
    fake.browser.tabs.query.mockResolvedValue([{ id: 7, url: `${ORIGIN}/` }])
    await takeBack()
    expect(renewal()).toMatchObject({ at: 'failed', error: { code: 'origin-not-allowed' }, enrolment: enrolment() })
    expect(windowsOpened()).toContain('consent/index.html')
    await say('consent', { type: 'dismiss' })
    const snapshot = fake.browser.storage.session.values.get('snapshot') as Snapshot
    expect(snapshot.renewal).toEqual({ at: 'none' })
    expect(snapshot.site).toMatchObject({ state: 'not-allowed', claimedBy: 'shinkin-hojin-ib' })
  })

  it('answers the script that waits', async () => {
    await start(asking)
    await takeBack()
    expect(answered()).toEqual({ ok: false, hresult: hresultOf('origin-not-allowed') })
  })

  it('tells the user even where the browser lets nobody answer the page', async () => {
    await start(asking)
    fake.browser.cookies.set = async () => {
      throw new Error('No host permissions for cookies at url.')
    }
    await takeBack()
    expect(windowsOpened()).toContain('consent/index.html')
  })

  it('asks the host to discard nothing', async () => {
    await start(requested)
    await takeBack()
    expect(JSON.stringify(fake.browser.ports.map(({ posted }) => posted))).not.toContain('discard')
  })

  it('of another bank changes nothing', async () => {
    await start(requested)
    fake.browser.permissions.onRemoved.fire()
    await settle()
    expect(renewal()).toEqual(requested)
  })
})

describe("the administrator's policy, without the bank from now on", () => {
  const takeAway = async (): Promise<void> => {
    await fake.browser.storage.managed.set({ sites: [] })
    fake.browser.storage.onChanged.fire({}, 'managed')
    await settle()
  }

  it('parks the renewal, and tells', async () => {
    await start(requested)
    await takeAway()
    expect(renewal()).toMatchObject({ at: 'failed', error: { code: 'origin-not-allowed' }, enrolment: enrolment() })
    expect(windowsOpened()).toContain('consent/index.html')
  })
})

describe("the administrator's rules, changed while a renewal is in hand", () => {
  it('park a key that they forbid from now on, and tell', async () => {
    await start(requested)
    await fake.browser.storage.managed.set({ stores: ['computer'] })
    fake.browser.storage.onChanged.fire({}, 'managed')
    await settle()
    expect(renewal()).toMatchObject({ at: 'failed', error: { code: 'only-computer-allowed' }, enrolment: enrolment() })
    expect(windowsOpened()).toContain('consent/index.html')
  })
})

describe('a worker that begins anew', () => {
  const left = { 'call-0123456789abcdef': { tabId: 7, origin: ORIGIN } }

  it('answers a script that still waits, of which it knows nothing else', async () => {
    await fake.browser.storage.local.set(left)
    await start({ at: 'none' })
    expect(answered()).toEqual({ ok: false, hresult: hresultOf('host-lost') })
    expect(fake.browser.storage.local.values.has('call-0123456789abcdef')).toBe(false)
  })

  it('lets one of a tab that has gone be', async () => {
    await fake.browser.storage.local.set(left)
    fake.browser.tabs.get.mockRejectedValue(new Error('No tab with id: 7.'))
    await start({ at: 'none' })
    expect(fake.browser.cookiesSet).toEqual([])
    expect(fake.browser.storage.local.values.has('call-0123456789abcdef')).toBe(false)
  })

  it('leaves the one that the renewal in hand waits for', async () => {
    await fake.browser.storage.local.set(left)
    await start(asking)
    expect(answered()).toBeNull()
    expect(renewal()).toEqual(asking)
  })

  it('says that the host was lost while it installed', async () => {
    await start(installing)
    expect(renewal()).toMatchObject({ at: 'failed', error: { code: 'host-lost' }, during: 'installing' })
  })
})
