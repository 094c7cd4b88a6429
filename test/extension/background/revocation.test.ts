import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { toBase64 } from '../../../src/enrolment/base64.ts'
import { KoshinError } from '../../../src/protocol/errors.ts'
import { type Paper, RevokingAuthority } from '../../practice-bank/revoking-authority.ts'
import { type FakeBrowser, makeFakeBrowser } from '../fake-browser.ts'

/** Whom the background asks, in which order, and what it tells when they do not answer. */

const fake = vi.hoisted(() => ({ browser: {} as FakeBrowser }))
vi.mock('webextension-polyfill', () => ({
  default: new Proxy({}, { get: (_, key) => Reflect.get(fake.browser, key) }),
}))
vi.mock('../../../extension/content/main.iife.ts?script&iife', () => ({ default: 'content.js' }))
vi.mock('../../../extension/page/certenroll.iife.ts?script&iife', () => ({ default: 'page.js' }))
vi.stubGlobal('__VERSION__', '0.1.0')
vi.stubGlobal('__BUILT_IN_BANKS__', [])

const { checkRevocation } = await import('../../../extension/background/revocation.ts')

const URI = 'pkcs11:token=own;id=%01;type=cert'
const OCSP = 'http://ocsp.example/'
const CRL = 'http://crl.example/list.crl'
const OCSP_HOST = { host: 'ocsp.example', pattern: 'http://ocsp.example/*' }
const CRL_HOST = { host: 'crl.example', pattern: 'http://crl.example/*' }

let authority: RevokingAuthority
let paper: Paper
let list: Uint8Array

beforeAll(async () => {
  authority = await RevokingAuthority.found(mkdtempSync(join(tmpdir(), 'koshin-asking-')))
  paper = await authority.issue('one', [`authorityInfoAccess=OCSP;URI:${OCSP}`, `crlDistributionPoints=URI:${CRL}`])
  list = await authority.list()
}, 60_000)

const allow = (...patterns: string[]): void => {
  fake.browser.permissions.state.granted = new Set(patterns)
}
beforeEach(() => {
  fake.browser = makeFakeBrowser()
  allow()
  network.mockReset()
})

/** Answers by address; none: nobody is there. */
const network = vi.fn<(url: string, init: RequestInit) => Promise<Response>>()
vi.stubGlobal('fetch', network)
const answers = (by: Readonly<Record<string, (init: RequestInit) => Response | Promise<Response>>>): void => {
  network.mockImplementation(async (url, init) => {
    const answer = by[url]
    if (!answer) throw new TypeError('Failed to fetch')
    return answer(init)
  })
}
const asked = (): string[] => network.mock.calls.map(([url]) => url)

const host = (issuers: readonly Paper[] = [authority.paper]) =>
  ({
    call: async () => ({ certificate: toBase64(paper.der), issuers: issuers.map(({ der }) => toBase64(der)) }),
  }) as never
const check = () => checkRevocation(host(), URI, null)

const responder = async ({ body }: RequestInit): Promise<Response> =>
  new Response((await authority.respond(new Uint8Array(body as Uint8Array<ArrayBuffer>))).slice())

describe('hosts that are not allowed', () => {
  it('are not asked, and the first is named', async () => {
    expect(await check()).toMatchObject({ reason: 'not-allowed', host: null, next: OCSP_HOST })
    expect(asked()).toEqual([])
  })

  it('are passed over for one that is', async () => {
    allow(CRL_HOST.pattern)
    answers({ [CRL]: () => new Response(list.slice()) })
    expect(await check()).toMatchObject({ state: 'good', by: 'crl', host: 'crl.example' })
    expect(asked()).toEqual([CRL])
  })
})

describe('a responder that is allowed', () => {
  beforeEach(() => allow(OCSP_HOST.pattern))

  it('is sent the request, with nothing else', async () => {
    answers({ [OCSP]: responder })
    expect(await check()).toMatchObject({ state: 'good', by: 'ocsp', host: 'ocsp.example' })
    expect(network.mock.calls[0]?.[1]).toMatchObject({
      method: 'POST',
      headers: { 'content-type': 'application/ocsp-request' },
      credentials: 'omit',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
    })
  })

  it('gets another nonce each time', async () => {
    answers({ [OCSP]: responder })
    await check()
    await check()
    const [first, second] = network.mock.calls.map(([, { body }]) => Buffer.from(body as Uint8Array).toString('hex'))
    expect(first).not.toBe(second)
  })

  it.each([
    ['is not there', () => Promise.reject(new TypeError('Failed to fetch')), 'TypeError'],
    ['says no', () => new Response('', { status: 503 }), 'HTTP 503'],
    ['never ends', () => new Response(new Uint8Array(65_537)), 'more than 65536 bytes'],
  ])('and %s leaves it unknown, and the list is offered', async (_, answer, detail) => {
    answers({ [OCSP]: answer })
    expect(await check()).toMatchObject({ reason: 'not-reached', detail, host: 'ocsp.example', next: CRL_HOST })
  })

  it('and that says nonsense leaves it unknown', async () => {
    answers({ [OCSP]: () => new Response('<html>') })
    expect(await check()).toMatchObject({ state: 'unknown', reason: 'wrong' })
  })
})

describe('where both are allowed', () => {
  beforeEach(() => allow(OCSP_HOST.pattern, CRL_HOST.pattern))

  it('the list is asked once the responder is of no use', async () => {
    answers({ [CRL]: () => new Response(list.slice()) })
    expect(await check()).toMatchObject({ state: 'good', by: 'crl' })
    expect(asked()).toEqual([OCSP, CRL])
  })

  it('the first that failed is what is told where nobody is of use, and nobody is left to allow', async () => {
    answers({ [CRL]: () => new Response('nonsense') })
    expect(await check()).toMatchObject({ reason: 'not-reached', host: 'ocsp.example', next: null })
  })
})

describe('nobody is asked', () => {
  beforeEach(() => allow(OCSP_HOST.pattern, CRL_HOST.pattern))

  it('without the issuer: whose answer counts could not be told', async () => {
    expect(await checkRevocation(host([]), URI, null)).toMatchObject({ reason: 'no-issuer', next: null })
    expect(asked()).toEqual([])
  })

  it('about a certificate whose store is away', async () => {
    const away = { call: () => Promise.reject(new KoshinError('token-missing')) } as never
    expect(await checkRevocation(away, URI, null)).toMatchObject({ reason: 'no-certificate', detail: 'token-missing' })
  })
})

it("the issuers that the bank's profile pins count as well", async () => {
  allow(OCSP_HOST.pattern)
  answers({ [OCSP]: responder })
  const { default: profile } = await import('../../../src/bank/profiles/bizstation.json', { with: { type: 'json' } })
  const pinning = { ...profile, id: 'pinning', issuers: [toBase64(authority.paper.der)] }
  await fake.browser.storage.local.set({ profiles: [pinning] })
  expect(await checkRevocation(host([]), URI, 'pinning')).toMatchObject({ state: 'good' })
  expect(await checkRevocation(host([]), URI, 'bizstation')).toMatchObject({ reason: 'no-issuer' })
})
