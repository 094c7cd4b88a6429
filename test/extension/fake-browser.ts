import { vi } from 'vitest'

/** A browser that remembers what it was told. Only what the tests of the service worker touch is there. */

type Listener = (...words: never[]) => void

const event = () => {
  const listeners = new Set<Listener>()
  return {
    addListener: (listener: Listener) => void listeners.add(listener),
    removeListener: (listener: Listener) => void listeners.delete(listener),
    /** Calls all listeners, as the browser would. */
    fire: (...words: unknown[]) => {
      for (const listener of listeners) listener(...(words as never[]))
    },
  }
}

export class FakePort {
  readonly onMessage = event()
  readonly onDisconnect = event()
  readonly posted: unknown[] = []
  disconnected = false
  error: { message: string } | undefined

  postMessage(message: unknown): void {
    this.posted.push(message)
  }

  disconnect(): void {
    this.disconnected = true
  }

  /** The host has gone: the browser says why. */
  drop(message = ''): void {
    this.error = { message }
    this.onDisconnect.fire(this)
  }
}

const area = () => {
  const values = new Map<string, unknown>()
  return {
    values,
    get: async (key: string) => (values.has(key) ? { [key]: values.get(key) } : {}),
    set: async (entries: Record<string, unknown>) => {
      for (const [key, value] of Object.entries(entries)) values.set(key, structuredClone(value))
    },
    remove: async (key: string) => void values.delete(key),
  }
}

export const EXTENSION_ID = 'a'.repeat(32)

export const makeFakeBrowser = () => {
  const ports: FakePort[] = []
  const cookies: Record<string, unknown>[] = []
  return {
    ports,
    cookiesSet: cookies,
    runtime: {
      id: EXTENSION_ID,
      getURL: (path: string) => `chrome-extension://${EXTENSION_ID}/${path}`,
      connectNative: vi.fn(() => {
        const port = new FakePort()
        ports.push(port)
        return port
      }),
    },
    storage: { local: area(), session: area() },
    cookies: { set: async (cookie: Record<string, unknown>) => void cookies.push(cookie) },
    windows: {
      create: vi.fn(async () => ({ id: 41 })),
      update: vi.fn(async () => ({})),
      remove: vi.fn(async () => {}),
    },
    i18n: { getUILanguage: () => 'ja' },
  }
}
export type FakeBrowser = ReturnType<typeof makeFakeBrowser>
