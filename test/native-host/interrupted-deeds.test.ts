import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { modulesOf } from '../../native-host/browser-view/listed-modules.ts'
import { moduleName } from '../../native-host/browser-view/module-name.ts'
import { fileCalls, watchedHost } from '../faults/kill-at.ts'
import { pkcs12 } from '../src/pki/pkcs12-files.ts'
import { Desk, LABEL } from './desk.ts'
import { BUNDLE, type Host } from './host.ts'
import { PIN, SOFTHSM } from './token.ts'

/** The host dies in the middle of an import, a move, a removal or a connection; the same is asked again, and all is as if nothing had been. */

const PASSWORD = 'himitsu'
const LIMIT_MS = 240_000
/** Some of a host's file calls: it makes one before every verb that a store is asked for. Odd and even ones in turn. */
const FIRST = 3
const EVERY = 5

interface Deed {
  readonly typed: readonly string[]
  readonly ask: (host: Host) => Promise<unknown>
}

const storeOf = async (host: Host, keeper: string): Promise<string> =>
  (await host.request('store.list', {})).stores.find((store) => store.keeper === keeper)?.uri ?? ''

const certificatesIn = async (host: Host, keeper: string) =>
  (await host.request('certificate.list', { store: await storeOf(host, keeper) })).certificates

const DEEDS = {
  import: {
    typed: [PASSWORD, PIN],
    ask: async (host) =>
      host.request('certificate.import', {
        store: await storeOf(host, 'token'),
        fileName: 'modern.p12',
        file: Buffer.from(pkcs12('modern')).toString('base64'),
      }),
  },
  move: {
    typed: [PIN],
    ask: async (host) => {
      const [{ uri } = { uri: '' }] = await certificatesIn(host, 'nss-chromium')
      return host.request('certificate.move', { certificate: uri, store: await storeOf(host, 'token') })
    },
  },
  remove: {
    typed: [PIN],
    ask: async (host) => {
      const old = (await certificatesIn(host, 'token')).find(({ label }) => label === 'old')
      if (old === undefined) return null // gone before the death was noticed
      return host.request('certificate.remove', { certificate: old.uri, sha256: old.sha256 })
    },
  },
} as const satisfies Record<string, Deed>

let start: Desk
beforeAll(async () => {
  start = Desk.ready()
  start.tools.makeDatabase(start.database)
  // So that the one in the database is the newer, and lets the one on the token go.
  await setTimeout(1100)
  start.tools.importOldInto(start.database)
  start.configure({ nss: {} })
})
afterAll(() => start.clear())

/** What lies in all stores, as other programs see it, and the removed certificates that are kept. */
const lyingAt = (desk: Desk) => ({
  token: desk.tools
    .objects(LABEL)
    .split(/^(?=\S.* Object)/m)
    .toSorted(),
  computer: `${desk.tools.nss('certutil', desk.database, '-L')}${desk.tools.nss('certutil', desk.database, '-K')}`,
  removed: desk.writtenFiles().filter(([name]) => name.endsWith('.der')),
})

const at = async <T>(work: (desk: Desk) => Promise<T>): Promise<T> => {
  const desk = Desk.copyOf(start)
  try {
    return await work(desk)
  } finally {
    await desk.clear()
  }
}

/** How many file calls the host makes in it, and what it comes to. */
const wentWell = ({ typed, ask }: Deed) =>
  at(async (desk) => {
    desk.typesNext(...typed)
    const host = await watchedHost(desk)
    await ask(host)
    await host.close()
    return { calls: fileCalls(desk).length, lying: lyingAt(desk) }
  })

const dieAndDoAgain = ({ typed, ask }: Deed, call: number) =>
  at(async (desk) => {
    desk.typesNext(...typed)
    const first = await watchedHost(desk, call, call % 2 === 0 ? 'before' : 'after')
    await expect(ask(first)).rejects.toThrow('the host has ended')
    desk.timePasses()
    desk.typesNext(...typed)
    const second = await desk.host({}, BUNDLE)
    await ask(second)
    await second.close()
    return lyingAt(desk)
  })

test.each(Object.entries(DEEDS))(
  '%s: done again after any death, it comes to the same',
  { timeout: LIMIT_MS },
  async (_, deed) => {
    const { calls, lying } = await wentWell(deed)
    expect(lying).not.toEqual(lyingAt(start))
    for (let call = FIRST; call <= calls; call += EVERY) expect(await dieAndDoAgain(deed, call)).toEqual(lying)
  },
)

/** The tools of NSS that it has started live on. */
const dieOnceThereIs = async (file: string, desk: Desk): Promise<void> => {
  const host = await desk.host({}, BUNDLE)
  const connected = host.request('browser.connect', { store: await storeOf(host, 'token') })
  const died = expect(connected).rejects.toThrow('the host has ended')
  while (!existsSync(file)) await setTimeout(2)
  await host.kill()
  await died
  await setTimeout(1000)
}

test.each(['cert9.db', 'key4.db'])(
  'connect: done again after a death at the sight of %s',
  { timeout: LIMIT_MS },
  (name) =>
    at(async (desk) => {
      rmSync(desk.tools.path('.pki'), { recursive: true })
      const database = desk.tools.path('data/pki/nssdb')
      await dieOnceThereIs(join(database, name), desk)
      const second = await desk.host({}, BUNDLE)
      const { seen } = await second.request('browser.connect', { store: await storeOf(second, 'token') })
      expect([seen, modulesOf(database).map((module) => module.name)]).toEqual(['yes', [moduleName(SOFTHSM)]])
    }),
)
