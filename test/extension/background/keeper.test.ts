import { createHash } from 'node:crypto'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { KeeperWorld } from '../../../extension/background/keeper.ts'
import { NO_RULES } from '../../../src/policy/rules.ts'
import type { ErrorCode } from '../../../src/protocol/errors.ts'
import type { Sight } from '../../../src/protocol/host.ts'
import { PROTOCOL_VERSION } from '../../../src/protocol/identity.ts'
import { encodeError, encodeProgress, encodeResult } from '../../../src/protocol/json-rpc.ts'
import type { CertificateEntry, Enrolment } from '../../../src/protocol/schema.ts'
import { type Holdings, NOTHING_LISTED } from '../../../src/renewal/holdings.ts'
import { certificate, enrolment, ORIGIN, store, TOKEN } from '../../src/renewal/examples.ts'
import { type FakeBrowser, FakePort, makeFakeBrowser } from '../fake-browser.ts'

/** What the page of certificates shows and does, with a host that answers as it is told. */

const fake = vi.hoisted(() => ({ browser: {} as FakeBrowser & { pkcs11?: unknown } }))
vi.mock('webextension-polyfill', () => ({
  default: new Proxy({}, { get: (_, key) => Reflect.get(fake.browser, key) }),
}))
vi.mock('../../../extension/content/main.iife.ts?script&iife', () => ({ default: 'content.js' }))
vi.mock('../../../extension/page/certenroll.iife.ts?script&iife', () => ({ default: 'page.js' }))
vi.stubGlobal('__VERSION__', '0.1.0')
vi.stubGlobal('__BUILT_IN_BANKS__', [])

const { HostConnection } = await import('../../../extension/background/host-connection.ts')
const { Keeper } = await import('../../../extension/background/keeper.ts')

const COMPUTER = store({ uri: 'pkcs11:token=own', kind: 'computer', keeper: 'nss-chromium', ownBrowser: true })
const YEAR = new Date(Date.now() + 365 * 86_400_000).toISOString().replace(/\.\d+/, '')
const YESTERDAY = new Date(Date.now() - 86_400_000).toISOString().replace(/\.\d+/, '')
const current = certificate({ notAfter: YEAR, key: 'unknown' })
const over = certificate({ uri: `${TOKEN};id=%02;type=cert`, sha256: 'cc'.repeat(32), notAfter: YESTERDAY })
const inComputer = certificate({
  uri: `${COMPUTER.uri};id=%03;type=cert`,
  store: COMPUTER.uri,
  sha256: 'dd'.repeat(32),
  notAfter: YESTERDAY,
  mayLeave: 'yes',
})
const FILE = { type: 'import-file', store: TOKEN, fileName: 'old.p12', file: 'c2VjcmV0' } as const

let sight: Sight
let failure: ErrorCode | null
/** Operations that are answered only once this is called. */
let hold: Promise<void>
let asked: { method: string; params: Record<string, unknown> }[]
let shown: Holdings[]
let taken: boolean
let inStores: readonly CertificateEntry[]
let inJournal: readonly Enrolment[]
/** What the host reads of any certificate. */
let whole: string

const RESULTS: Record<string, () => unknown> = {
  'host.hello': () => ({ protocol: PROTOCOL_VERSION, host: '0.1.0', journalSchema: 1, platform: 'linux' }),
  'store.list': () => ({ computer: 'keiri-1', stores: [store(), COMPUTER], modules: [] }),
  'certificate.list': () => ({ certificates: inStores, strayKeys: 0 }),
  'enrolment.list': () => ({ enrolments: inJournal, unreadable: 0 }),
  'certificate.read': () => ({ certificate: whole, issuers: [], usage: null }),
  'browser.look': () => sight,
  'browser.connect': () => sight,
  'certificate.import': () => ({ imported: [{ certificate: current, wasThere: false }] }),
  'certificate.move': () => ({ certificate: { ...inComputer, store: TOKEN } }),
  'certificate.prove': () => ({ certificate: { ...current, key: 'present' } }),
  'certificate.remove': () => {
    inStores = inStores.filter((one) => one !== over)
    return { certificate: over }
  },
}

class AnsweringPort extends FakePort {
  override postMessage(message: { id: number; method: string; params: Record<string, unknown> }): void {
    const { id, method, params } = message
    asked.push({ method, params })
    const isDeed = /^certificate\.(?!list)/.test(method) || method === 'browser.connect'
    void (isDeed ? hold : Promise.resolve()).then(() =>
      this.onMessage.fire(
        isDeed && failure
          ? encodeError(id, { code: failure, data: {} })
          : encodeResult(id, RESULTS[method]?.() as never),
      ),
    )
  }
}

const make = (more: Partial<KeeperWorld> = {}) => {
  const host = new HostConnection(
    { progress: (step) => keeper.progress(step), pin: async () => null, lost: () => {} },
    () => 'ja',
    async () => NO_RULES,
  )
  const keeper = new Keeper({
    host,
    isTaken: () => taken,
    heard: async () => {},
    changed: async () => void shown.push(structuredClone(keeper.holdings)),
    rest: () => {},
    ...more,
  })
  return keeper
}

const paramsOf = (method: string) => asked.filter((one) => one.method === method).map(({ params }) => params)

beforeEach(() => {
  fake.browser = makeFakeBrowser()
  fake.browser.runtime.connectNative.mockImplementation(() => new AnsweringPort())
  sight = { seen: 'no', way: 'nss-database', module: null }
  ;[failure, hold, asked, shown, taken] = [null, Promise.resolve(), [], [], false]
  inStores = [current, over, inComputer]
  ;[inJournal, whole] = [[], btoa('DER')]
})

describe('the list', () => {
  it('has every certificate of every store, and whether this browser sees the tokens', async () => {
    const keeper = make()
    await keeper.list()
    expect(keeper.holdings).toMatchObject({ state: 'known', error: null, sights: { [TOKEN]: sight } })
    expect(keeper.holdings.computer).toBe('keiri-1')
    expect(keeper.holdings.certificates.map((one) => one.certificate.sha256).toSorted()).toEqual(
      [current, over, inComputer].map(({ sha256 }) => sha256).toSorted(),
    )
    expect(paramsOf('browser.look')).toEqual([{ store: TOKEN }])
  })

  it('says why where the host cannot be asked', async () => {
    fake.browser.runtime.connectNative.mockImplementation(() => {
      const port = new FakePort()
      queueMicrotask(() => port.drop('Specified native messaging host not found.'))
      return port
    })
    const keeper = make()
    await keeper.list()
    expect(keeper.holdings).toMatchObject({ state: 'known', error: { code: 'host-missing' } })
  })
})

describe('a file', () => {
  it('goes to the host, and its bytes are in nothing that is shown or stored', async () => {
    const keeper = make()
    await keeper.importFile(FILE)
    expect(paramsOf('certificate.import')).toEqual([{ store: TOKEN, fileName: 'old.p12', file: 'c2VjcmV0' }])
    expect(keeper.holdings.outcome).toMatchObject({ came: 'imported', fileName: 'old.p12' })
    expect(JSON.stringify(shown)).not.toContain('c2VjcmV0')
    const { local, session } = fake.browser.storage
    expect(JSON.stringify([...local.values, ...session.values])).not.toContain('c2VjcmV0')
  })

  it('that was refused is told with the reason, and the list is made anew: some of it may be there', async () => {
    failure = 'key-not-accepted'
    const keeper = make()
    await keeper.importFile(FILE)
    expect(keeper.holdings.outcome).toEqual({
      came: 'failed',
      deed: 'import',
      about: 'old.p12',
      error: { code: 'key-not-accepted', data: {} },
    })
    expect(asked.at(-1)?.method).toBe('browser.look')
  })
})

describe("a store that the administrator's rules forbid", () => {
  it('takes no file and no certificate, which is told; nobody is asked anything', async () => {
    await fake.browser.storage.managed.set({ stores: ['computer'] })
    const keeper = make()
    await keeper.list()
    expect(keeper.holdings.allowedStores).toEqual(['computer'])
    await keeper.importFile(FILE)
    const error = { code: 'only-computer-allowed', data: {} }
    expect(keeper.holdings.outcome).toEqual({ came: 'failed', deed: 'import', about: 'old.p12', error })
    await keeper.move({ type: 'move-certificate', certificate: inComputer.uri, store: TOKEN })
    expect([paramsOf('certificate.import'), paramsOf('certificate.move')]).toEqual([[], []])
  })

  it('is let go again when the rules change', async () => {
    await fake.browser.storage.managed.set({ stores: ['computer'] })
    const keeper = make()
    await keeper.list()
    await fake.browser.storage.managed.set({ stores: ['token'] })
    await keeper.rulesChanged()
    expect(keeper.holdings.allowedStores).toEqual(['token'])
    await keeper.importFile(FILE)
    expect(paramsOf('certificate.import')).toHaveLength(1)
  })
})

describe('one thing at a time', () => {
  it('is done, with its steps; what is asked meanwhile is not begun', async () => {
    const keeper = make()
    await keeper.list()
    let go = () => {}
    hold = new Promise((done) => {
      go = done
    })
    const importing = keeper.importFile(FILE)
    await vi.waitFor(() => expect(paramsOf('certificate.import')).toHaveLength(1))
    const [port] = fake.browser.runtime.connectNative.mock.results.map(({ value }) => value as FakePort)
    port?.onMessage.fire(encodeProgress('reading-file'))
    expect(keeper.holdings.work).toEqual({ deed: 'import', about: 'old.p12', progress: 'reading-file' })
    await keeper.prove({ type: 'prove-certificate', certificate: current.uri })
    go()
    await importing
    expect(paramsOf('certificate.prove')).toEqual([])
    expect(keeper.isAtWork).toBe(false)
  })

  it('is not begun while a renewal is at work, and that is said', async () => {
    taken = true
    const keeper = make()
    await keeper.importFile(FILE)
    expect(paramsOf('certificate.import')).toEqual([])
    expect(keeper.holdings.outcome).toMatchObject({ came: 'failed', error: { code: 'busy' } })
  })

  it('that ended with the worker is told when it wakes, and what was marked stays marked', () => {
    const keeper = make()
    const work = { deed: 'move', about: '1234567890', progress: 'writing' } as const
    keeper.wake({ ...NOTHING_LISTED, state: 'known', work, marked: [over.uri] })
    expect(keeper.holdings).toEqual({
      ...NOTHING_LISTED,
      marked: [over.uri],
      outcome: { came: 'failed', deed: 'move', about: '1234567890', error: { code: 'host-lost', data: {} } },
    })
  })
})

describe('whether one was revoked', () => {
  it('is shown as being asked, then as what came of it; meanwhile other things may be done', async () => {
    const keeper = make()
    await keeper.list()
    failure = 'token-removed'
    const checking = keeper.checkRevocation({ type: 'check-revocation', certificate: current.uri })
    expect(keeper.holdings.revocations[current.sha256]).toEqual({ state: 'checking' })
    expect(keeper.isAtWork).toBe(false)
    await checking
    expect(keeper.holdings.revocations).toMatchObject({
      [current.sha256]: { state: 'unknown', reason: 'no-certificate', next: null },
    })
  })

  it('is not asked twice at once, nor about one that is gone', async () => {
    const keeper = make()
    await keeper.list()
    const intent = { type: 'check-revocation', certificate: current.uri } as const
    await Promise.all([keeper.checkRevocation(intent), keeper.checkRevocation(intent)])
    expect(paramsOf('certificate.read')).toHaveLength(1)
    await keeper.checkRevocation({ ...intent, certificate: 'pkcs11:id=%77' })
    expect(paramsOf('certificate.read')).toHaveLength(1)
  })

  it('is forgotten where the worker was stopped before an answer came', () => {
    const keeper = make()
    const good = { state: 'good', by: 'ocsp', host: 'ocsp.example', checkedAt: YEAR, until: null } as const
    keeper.wake({ ...NOTHING_LISTED, revocations: { aa: good, bb: { state: 'checking' } } })
    expect(keeper.holdings.revocations).toEqual({ aa: good })
  })
})

describe('deleting', () => {
  const remove = { type: 'remove-certificate', certificate: over.uri, sha256: over.sha256 } as const
  const mark = { type: 'mark-certificate', certificate: over.uri } as const

  it('from a token needs the first press, which can be taken back', async () => {
    const keeper = make()
    await keeper.list()
    await keeper.remove(remove)
    await keeper.mark(mark)
    await keeper.unmark({ type: 'unmark-certificate', certificate: over.uri })
    await keeper.remove(remove)
    expect(paramsOf('certificate.remove')).toEqual([])
    await keeper.mark(mark)
    await keeper.remove(remove)
    expect(paramsOf('certificate.remove')).toEqual([{ certificate: over.uri, sha256: over.sha256 }])
    expect(keeper.holdings).toMatchObject({ marked: [], outcome: { came: 'removed' } })
  })

  it("from the computer's store is done when it was asked once", async () => {
    const keeper = make()
    await keeper.list()
    await keeper.remove({ type: 'remove-certificate', certificate: inComputer.uri, sha256: inComputer.sha256 })
    expect(paramsOf('certificate.remove')).toHaveLength(1)
  })

  it('is never asked of the host for the last valid one, or for another than was shown', async () => {
    const keeper = make()
    await keeper.list()
    await keeper.mark({ type: 'mark-certificate', certificate: current.uri })
    expect(keeper.holdings.marked).toEqual([])
    await keeper.remove({ type: 'remove-certificate', certificate: current.uri, sha256: current.sha256 })
    await keeper.mark(mark)
    await keeper.remove({ ...remove, sha256: current.sha256 })
    expect(paramsOf('certificate.remove')).toEqual([])
  })

  it('shows it no more once it says that it is gone, also where all stores were being looked into meanwhile', async () => {
    const keeper = make()
    await keeper.list()
    await keeper.mark(mark)
    const looking = keeper.list()
    await keeper.remove(remove)
    await looking
    const after = shown.slice(shown.findIndex(({ outcome }) => outcome?.came === 'removed'))
    expect(after.flatMap(({ certificates }) => certificates.map((one) => one.certificate.uri))).not.toContain(over.uri)
    expect(keeper.holdings.certificates).toHaveLength(2)
  })

  it('leaves no mark on what is gone', async () => {
    const keeper = make()
    keeper.wake({ ...NOTHING_LISTED, marked: [over.uri, 'pkcs11:id=%09'] })
    await keeper.list()
    expect(keeper.holdings.marked).toEqual([over.uri])
  })
})

describe('moving and proving', () => {
  it('goes from the computer to the token, and nowhere else', async () => {
    const keeper = make()
    await keeper.list()
    await keeper.move({ type: 'move-certificate', certificate: inComputer.uri, store: COMPUTER.uri })
    await keeper.move({ type: 'move-certificate', certificate: current.uri, store: TOKEN })
    expect(paramsOf('certificate.move')).toEqual([])
    await keeper.move({ type: 'move-certificate', certificate: inComputer.uri, store: TOKEN })
    expect(paramsOf('certificate.move')).toEqual([{ certificate: inComputer.uri, store: TOKEN }])
    expect(keeper.holdings.outcome).toMatchObject({ came: 'moved' })
  })

  it('says that the key of what has signed is there, although nobody sees it without a PIN', async () => {
    const keeper = make()
    await keeper.list()
    await keeper.prove({ type: 'prove-certificate', certificate: current.uri })
    const held = keeper.holdings.certificates.find(({ certificate: { uri } }) => uri === current.uri)
    expect(held?.certificate.key).toBe('present')
  })
})

describe('making this browser see a token', () => {
  const connect = { type: 'connect-browser', store: TOKEN } as const

  it('is the host alone in Chromium', async () => {
    const keeper = make()
    await keeper.list()
    sight = { seen: 'after-restart', way: 'nss-database', module: null }
    await keeper.connect(connect)
    expect(keeper.holdings.outcome).toEqual({ came: 'connected', about: 'Renshu', sight })
    expect(keeper.holdings.sights[TOKEN]).toEqual(sight)
  })

  it('takes both in Firefox: the host writes the manifest, the browser loads what it names', async () => {
    const installed = new Set<string>()
    fake.browser.pkcs11 = {
      isModuleInstalled: async (name: string) => installed.has(name),
      installModule: async (name: string) => void installed.add(name),
      getModuleSlots: async () => [],
    }
    sight = { seen: 'unknown', way: 'native-manifest', module: 'jp.koshin.module' }
    const keeper = make()
    await keeper.list()
    expect(keeper.holdings.sights[TOKEN]?.seen).toBe('no')
    await keeper.connect(connect)
    expect([...installed]).toEqual(['jp.koshin.module'])
    expect(keeper.holdings.outcome).toMatchObject({ came: 'connected', sight: { seen: 'yes' } })
  })

  it('that fails is told, and is no reason to doubt the list', async () => {
    failure = 'browser-tool-missing'
    const keeper = make()
    await keeper.list()
    await keeper.connect(connect)
    expect(keeper.holdings).toMatchObject({
      state: 'known',
      error: null,
      outcome: { came: 'failed', error: { code: 'browser-tool-missing' } },
    })
  })
})

const HOST_PATTERN = `https://${new URL(ORIGIN).hostname}/*`
const assign = () =>
  fake.browser.storage.local.set({ assignments: [{ pattern: HOST_PATTERN, bank: 'shinkin-hojin-ib' }] })
const noticed = () =>
  fake.browser.storage.local.set({
    notices: [{ origin: ORIGIN, corporateId: '1234567890', userId: null, expiry: null }],
  })

describe("a bank's page", () => {
  it('is known of a certificate whose bank has given notice of it', async () => {
    await assign()
    await noticed()
    const keeper = make()
    await keeper.list()
    expect(keeper.holdings.bankPages[current.uri]).toBe(ORIGIN)
  })

  it('is known no more once its host is no bank’s', async () => {
    await noticed()
    const keeper = make()
    await keeper.list()
    expect(keeper.holdings.bankPages).toEqual({})
  })
})

describe('what is under way', () => {
  it('is listed newest first with its bank, its page, and whether the answer is here; what is done is not', async () => {
    await assign()
    const older = enrolment({ id: '1'.repeat(32), createdAt: '2026-11-18T00:00:00Z', state: 'requested' })
    const newer = enrolment({ id: '2'.repeat(32), createdAt: '2026-11-19T00:00:00Z', state: 'key-made', origin: null })
    inJournal = [older, newer, enrolment({ id: '3'.repeat(32), state: 'done' })]
    await fake.browser.storage.local.set({ [`answer-${older.id}`]: 'MIIB' })
    const keeper = make()
    await keeper.list()
    expect(keeper.holdings.pending).toMatchObject([
      { enrolment: newer, bank: null, answerHere: false, page: null, row: { stuck: true } },
      { enrolment: older, bank: { id: 'shinkin-hojin-ib' }, answerHere: true, page: ORIGIN },
    ])
  })
})

describe('what changes the stores from elsewhere', () => {
  it('is followed by another look where the page has been opened, and it says so meanwhile', async () => {
    const keeper = make()
    await keeper.list()
    let during: string | null = null
    await keeper.around(async () => {
      during = keeper.holdings.state
      inStores = [current]
    })
    expect(during).toBe('looking')
    expect(keeper.holdings).toMatchObject({ state: 'known', certificates: [{ certificate: current }] })
  })

  it('is looked at afterwards even where it has failed', async () => {
    const keeper = make()
    await keeper.list()
    await expect(keeper.around(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(keeper.holdings.state).toBe('known')
  })

  it('is nothing to a page that nobody has opened', async () => {
    const keeper = make()
    await keeper.around(async () => {})
    await keeper.renewed(current)
    expect(asked).toEqual([])
    expect(keeper.holdings).toEqual(NOTHING_LISTED)
  })

  it('is told where it is the end of a renewal', async () => {
    const keeper = make()
    await keeper.list()
    await keeper.renewed(current)
    expect(keeper.holdings.outcome).toEqual({ came: 'proven', certificate: current })
  })
})

describe('a certificate read whole', () => {
  it('is the one that is shown', async () => {
    const sha256 = createHash('sha256').update('DER').digest('hex')
    inStores = [certificate({ sha256 })]
    const keeper = make()
    await keeper.list()
    const read = { type: 'read-certificate', certificate: certificate().uri } as const
    expect(await keeper.readWhole(read)).toEqual({ ok: true, certificate: btoa('DER'), usage: null })
  })

  it('is refused where the store has another one by now', async () => {
    const keeper = make()
    await keeper.list()
    const answer = await keeper.readWhole({ type: 'read-certificate', certificate: current.uri })
    expect(answer).toMatchObject({ ok: false, error: { code: 'certificate-missing' } })
  })

  it('is asked of the host only where the page shows it', async () => {
    const keeper = make()
    const answer = await keeper.readWhole({ type: 'read-certificate', certificate: current.uri })
    expect(answer).toMatchObject({ ok: false, error: { code: 'certificate-missing' } })
    expect(paramsOf('certificate.read')).toEqual([])
  })
})
