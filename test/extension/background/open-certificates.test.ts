import { beforeEach, expect, it, vi } from 'vitest'
import { EXTENSION_ID, type FakeBrowser, makeFakeBrowser } from '../fake-browser.ts'

const fake = vi.hoisted(() => ({ browser: {} as FakeBrowser }))
vi.mock('webextension-polyfill', () => ({
  default: new Proxy({}, { get: (_, key) => Reflect.get(fake.browser, key) }),
}))
const { openCertificates } = await import('../../../extension/background/open-certificates.ts')

const ADDRESS = `chrome-extension://${EXTENSION_ID}/certificates/index.html`
const create = vi.fn(async (_tab: { url: string }) => ({ id: 9 }))
const update = vi.fn(async (id: number) => ({ id, windowId: 1 }))

beforeEach(() => {
  fake.browser = makeFakeBrowser()
  Object.assign(fake.browser.tabs, { create, update })
  vi.clearAllMocks()
})

it('the page of certificates is opened once, and then brought to the front', async () => {
  fake.browser.tabs.get.mockImplementation(async (id: number) => ({ id, url: ADDRESS }))
  await openCertificates()
  await openCertificates()
  expect(create.mock.calls).toEqual([[{ url: ADDRESS }]])
  expect(update.mock.calls).toEqual([[9, { active: true }]])
  expect(fake.browser.windows.update).toHaveBeenCalledWith(1, { focused: true })
})

it.each([
  ['another page', async (id: number) => ({ id, url: 'https://bank.example/' })],
  ['nothing, as it is closed', async () => Promise.reject(new Error('No tab with id: 9.'))],
])('it is opened anew where its tab shows %s', async (_what, get) => {
  fake.browser.tabs.get.mockImplementation(get)
  await openCertificates()
  await openCertificates()
  expect(create).toHaveBeenCalledTimes(2)
  expect(update).not.toHaveBeenCalled()
})
