import { expect, it, vi } from 'vitest'
import { type FakeBrowser, makeFakeBrowser } from '../fake-browser.ts'

const fake = vi.hoisted(() => ({ browser: {} as FakeBrowser }))
vi.mock('webextension-polyfill', () => ({
  default: new Proxy({}, { get: (_, key) => Reflect.get(fake.browser, key) }),
}))
const { closeBrowser } = await import('../../../extension/background/close-browser.ts')

it('closes every window, the one in front last; one that does not go keeps nobody', async () => {
  fake.browser = makeFakeBrowser()
  fake.browser.windows.getAll.mockResolvedValue([{ id: 1 }, { id: 2 }, { id: 3 }])
  fake.browser.windows.getLastFocused.mockResolvedValue({ id: 1 })
  fake.browser.windows.remove.mockRejectedValueOnce(new Error('No window with id: 2.'))
  await closeBrowser()
  expect(fake.browser.windows.remove.mock.calls).toEqual([[2], [3], [1]])
})
