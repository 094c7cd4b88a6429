import { beforeEach, describe, expect, it, vi } from 'vitest'
import { type FakeBrowser, makeFakeBrowser } from '../fake-browser.ts'

const fake = vi.hoisted(() => ({ browser: {} as FakeBrowser }))
vi.mock('webextension-polyfill', () => ({
  default: new Proxy({}, { get: (_, key) => Reflect.get(fake.browser, key) }),
}))
vi.stubGlobal('__BUILT_IN_BANKS__', [])
const { openBank } = await import('../../../extension/background/open-bank.ts')

const create = vi.fn(async (_tab: { url: string }) => ({ id: 9 }))
const assign = (...patterns: string[]) =>
  fake.browser.storage.local.set({ assignments: patterns.map((pattern) => ({ pattern, bank: 'shinkin-hojin-ib' })) })

beforeEach(() => {
  fake.browser = makeFakeBrowser()
  Object.assign(fake.browser.tabs, { create })
  create.mockClear()
})

describe("a bank's page", () => {
  it('is opened in a new tab where somebody has said that it is a bank’s', async () => {
    await assign('https://ib.keiko-bank.example/*')
    await openBank('https://ib.keiko-bank.example:8443')
    expect(create.mock.calls).toEqual([[{ url: 'https://ib.keiko-bank.example:8443/' }]])
  })

  it.each([
    'https://another.example',
    'https://ib.keiko-bank.example.evil.example',
    'http://ib.keiko-bank.example',
    'javascript:alert(1)',
  ])('is not opened where nobody has: %s', async (origin) => {
    await assign('https://ib.keiko-bank.example/*')
    await openBank(origin)
    expect(create).not.toHaveBeenCalled()
  })

  it('is not opened once it was taken away again', async () => {
    await assign('https://ib.keiko-bank.example/*')
    await assign()
    await openBank('https://ib.keiko-bank.example')
    expect(create).not.toHaveBeenCalled()
  })
})
