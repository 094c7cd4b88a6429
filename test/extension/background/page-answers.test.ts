import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fromCookies } from '../../../src/enrolment/cookie-answer.ts'
import { call, click, ORIGIN } from '../../src/renewal/examples.ts'
import { type FakeBrowser, makeFakeBrowser } from '../fake-browser.ts'

const fake = vi.hoisted(() => ({ browser: {} as FakeBrowser }))
vi.mock('webextension-polyfill', () => ({
  default: new Proxy({}, { get: (_, key) => Reflect.get(fake.browser, key) }),
}))
const { holdClick, holdScript, release } = await import('../../../extension/background/page-answers.ts')

const CALL_ID = '0123456789abcdef'
const cookieHeader = () => fake.browser.cookiesSet.map(({ name, value }) => `${name}=${value}`).join('; ')

beforeEach(() => {
  fake.browser = makeFakeBrowser()
})

describe('a script that waits', () => {
  it('finds the request in cookies of its own origin, readable by it alone', async () => {
    await release(call, { ok: true, request: 'UkVR'.repeat(2000) })
    expect(fromCookies(CALL_ID, cookieHeader())).toEqual({ ok: true, request: 'UkVR'.repeat(2000) })
    for (const cookie of fake.browser.cookiesSet)
      expect(cookie).toMatchObject({ url: `${ORIGIN}/`, path: '/', secure: true, sameSite: 'strict' })
  })

  it('finds an HRESULT where the user has said no', async () => {
    await release(call, { ok: false, error: { code: 'consent-declined', data: {} } })
    expect(fromCookies(CALL_ID, cookieHeader())).toEqual({ ok: false, hresult: 0x800704c7 | 0 })
  })
})

describe('a script that waits in Firefox', () => {
  beforeEach(() => vi.stubEnv('MODE', 'firefox'))
  afterEach(() => vi.unstubAllEnvs())

  it('finds the request in the answer to its message, and no cookie is set', async () => {
    const held = holdScript(call.place, CALL_ID)
    await release(call, { ok: true, request: 'UkVR' })
    expect(await held).toEqual({ ok: true, request: 'UkVR' })
    expect(fake.browser.cookiesSet).toEqual([])
  })

  it('is not held for a call without an id: nobody could answer it', async () => {
    expect(await holdScript(call.place, null)).toBeNull()
  })
})

describe('a script that waits in Chromium', () => {
  it('is not answered by message', async () => {
    expect(await holdScript(call.place, CALL_ID)).toBeNull()
  })
})

describe('a held click', () => {
  it('goes through when it is released', async () => {
    const decided = holdClick(click.place)
    await release(click, { ok: true })
    expect(await decided).toBe(true)
    expect(fake.browser.cookiesSet).toEqual([])
  })

  it('does not go through after an error', async () => {
    const decided = holdClick(click.place)
    await release(click, { ok: false, error: { code: 'pin-cancelled', data: {} } })
    expect(await decided).toBe(false)
  })

  it('gives way to a second one of the same page', async () => {
    const first = holdClick(click.place)
    const second = holdClick(click.place)
    expect(await first).toBe(false)
    await release(click, { ok: true })
    expect(await second).toBe(true)
  })
})
