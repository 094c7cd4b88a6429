import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { HostConnection } from '../../../extension/background/host-connection.ts'
import { KoshinError } from '../../../src/protocol/errors.ts'
import { type FakeBrowser, makeFakeBrowser } from '../fake-browser.ts'

const fake = vi.hoisted(() => ({ browser: {} as FakeBrowser }))
vi.mock('webextension-polyfill', () => ({
  default: new Proxy({}, { get: (_, key) => Reflect.get(fake.browser, key) }),
}))

const { exportOwed, exportStatus } = await import('../../../extension/background/status-export.ts')
const { readExported } = await import('../../../extension/background/stored.ts')

const call = vi.fn(async (_method: string, _params: unknown): Promise<unknown> => ({ file: 'koshin-status-a.json' }))
const host = { call } as unknown as HostConnection
const NOW = Date.parse('2026-11-20T01:00:00Z')
const MINUTE_MS = 60_000
const later = (minutes: number) => vi.setSystemTime(NOW + minutes * MINUTE_MS)

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  later(0)
  vi.clearAllMocks()
  fake.browser = makeFakeBrowser()
  await fake.browser.storage.managed.set({ exportFolder: '/mnt/koshin' })
  await exportOwed()
})
afterEach(() => vi.useRealTimers())

describe('the report for the administrator', () => {
  it('is written where the policy says, and that is remembered', async () => {
    expect(await exportStatus(host)).toBe(true)
    expect(call.mock.calls).toEqual([['status.export', { folder: '/mnt/koshin', shortIds: false }]])
    expect(await readExported()).toEqual({ at: NOW, error: null })
  })

  it('has short IDs where the policy says so', async () => {
    await fake.browser.storage.managed.set({ exportShortIds: true })
    await exportStatus(host)
    expect(call.mock.calls).toMatchObject([['status.export', { shortIds: true }]])
  })

  it('is written once an hour, however often somebody looks', async () => {
    for (const minutes of [0, 1, 59, 60, 61]) {
      later(minutes)
      await exportOwed()
      await exportStatus(host)
    }
    expect(call).toHaveBeenCalledTimes(2)
  })

  it('is written again when the clock has been put back', async () => {
    await exportStatus(host)
    later(-30)
    await exportOwed()
    await exportStatus(host)
    expect(call).toHaveBeenCalledTimes(2)
  })

  it('is not written again as long as nobody has looked: no token blinks for it', async () => {
    await exportStatus(host)
    later(120)
    expect(await exportStatus(host)).toBe(false)
    await exportOwed()
    expect(await exportStatus(host)).toBe(true)
  })

  it('that could not be written is remembered with the reason, and tried again after an hour', async () => {
    call.mockRejectedValueOnce(new KoshinError('export-failed', { detail: 'ENOENT' }))
    await exportStatus(host)
    expect(await readExported()).toEqual({ at: NOW, error: { code: 'export-failed', data: { detail: 'ENOENT' } } })
    expect(await exportStatus(host)).toBe(false)
    later(60)
    await exportStatus(host)
    expect(await readExported()).toEqual({ at: NOW + 60 * MINUTE_MS, error: null })
  })

  it('is of no concern to the host where the policy names no folder, or one that is none', async () => {
    await fake.browser.storage.managed.set({ exportFolder: 'reports' })
    expect(await exportStatus(host)).toBe(false)
    await fake.browser.storage.managed.remove('exportFolder')
    expect(await exportStatus(host)).toBe(false)
    expect(call).not.toHaveBeenCalled()
  })
})
