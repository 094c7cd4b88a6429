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
    /** null: all that is there. */
    get: async (keys: string | string[] | null) =>
      keys === null
        ? Object.fromEntries(values)
        : Object.fromEntries([keys].flat().flatMap((key) => (values.has(key) ? [[key, values.get(key)]] : []))),
    set: async (entries: Record<string, unknown>) => {
      for (const [key, value] of Object.entries(entries)) values.set(key, structuredClone(value))
    },
    remove: async (key: string) => void values.delete(key),
  }
}

interface Registered {
  readonly id: string
  readonly matches: string[]
}

/** Registered scripts, as strict as browsers are: an id is taken until it is given back. */
const scripting = () => {
  const registered = new Map<string, Registered>()
  return {
    registered,
    registerContentScripts: vi.fn(async (scripts: Registered[]) => {
      for (const script of scripts) {
        if (registered.has(script.id)) throw new Error(`Duplicate script ID '${script.id}'`)
        registered.set(script.id, script)
      }
    }),
    unregisterContentScripts: async () => registered.clear(),
    executeScript: vi.fn(async (_injection: unknown): Promise<unknown[]> => []),
  }
}

/** Null: every host is allowed. */
const permissions = () => {
  const state = { granted: null as Set<string> | null }
  return {
    state,
    contains: async ({ origins }: { origins: string[] }) => origins.every((one) => state.granted?.has(one) ?? true),
    onAdded: event(),
    onRemoved: event(),
    remove: vi.fn(async ({ origins }: { origins: string[] }) => origins.every((one) => state.granted?.delete(one))),
  }
}

const alarms = () => {
  const set = new Map<string, { when?: number; periodInMinutes?: number }>()
  return {
    set,
    get: async (name: string) => set.get(name),
    create: (name: string, alarm: { when?: number; periodInMinutes?: number }) => void set.set(name, alarm),
    onAlarm: event(),
  }
}

interface Notification {
  readonly title: string
  readonly message: string
}

const notifications = () => {
  /** What can be seen now. */
  const shown = new Map<string, Notification>()
  return {
    shown,
    create: vi.fn(async (id: string, notification: Notification) => {
      shown.set(id, notification)
      return id
    }),
    getAll: async () => Object.fromEntries([...shown.keys()].map((id) => [id, true])),
    clear: async (id: string) => shown.delete(id),
    onClicked: event(),
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
      onMessage: event(),
      onInstalled: event(),
      onStartup: event(),
      onUpdateAvailable: event(),
      reload: vi.fn(),
    },
    storage: { local: area(), session: area(), managed: area(), onChanged: event() },
    permissions: permissions(),
    scripting: scripting(),
    tabs: {
      query: vi.fn(async (_about: unknown): Promise<unknown[]> => []),
      onUpdated: event(),
      /** Every tab is there. */
      get: vi.fn(async (id: number): Promise<unknown> => ({ id })),
      sendMessage: vi.fn(async () => null),
    },
    webRequest: { onResponseStarted: event() },
    cookies: { set: async (cookie: Record<string, unknown>) => void cookies.push(cookie) },
    alarms: alarms(),
    notifications: notifications(),
    action: {
      setBadgeText: vi.fn(async (_badge: { text: string }) => {}),
      setBadgeBackgroundColor: async () => {},
      setTitle: vi.fn(async (_title: { title: string }) => {}),
    },
    windows: {
      create: vi.fn(async () => ({ id: 41 })),
      update: vi.fn(async () => ({})),
      remove: vi.fn(async (_id: number) => {}),
      getAll: vi.fn(async (): Promise<{ id: number }[]> => []),
      onRemoved: event(),
      getLastFocused: vi.fn(async () => ({ id: 0 })),
    },
    i18n: { getUILanguage: () => 'ja' },
  }
}
export type FakeBrowser = ReturnType<typeof makeFakeBrowser>
