import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  closeSync,
  cpSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '../../native-host/config.ts'
import { databasesOfBrowser, databasesOpenIn, profileArgument } from '../../native-host/os-store/nss/browser-parent.ts'
import { chromiumDatabase } from '../../native-host/os-store/nss/chromium-database.ts'
import { profilesIn } from '../../native-host/os-store/nss/firefox-profiles.ts'
import { databaseParameters } from '../../native-host/os-store/nss/nss-parameters.ts'
import { sourcesNaming } from '../../native-host/os-store/sources.ts'
import type { StoreSource } from '../../native-host/pkcs11/store-source.ts'
import { Desk } from './desk.ts'

/** Which of the databases on a computer are the user's browsers', and which is the calling browser's own. */

const LIST = '/home/a/.mozilla/firefox/profiles.ini'

describe('profiles.ini', () => {
  const ini = [
    '[Profile1]',
    'Name=default',
    'IsRelative=1',
    'Path=d1thiyt1.default',
    'Default=1',
    '',
    '[Profile0]',
    'Name=仕事',
    'IsRelative=0',
    'Path=/srv/profile = odd',
    '',
    '[Install3B6073811A6ABF12]',
    'Default=/srv/profile = odd',
    'Locked=1',
  ]

  test('names its profiles by relative or absolute paths, the one that Firefox opens by itself first', () => {
    const expected = ['/srv/profile = odd', '/home/a/.mozilla/firefox/d1thiyt1.default']
    expect(profilesIn(ini.join('\n'), LIST)).toEqual(expected)
    expect(profilesIn(ini.join('\r\n'), LIST)).toEqual(expected)
  })

  test('may be anything else, and names none then', () => {
    for (const text of ['', '[', '[Profile0]', '[Profile0]\nPath', '\0\xff[General]\nPath=x'])
      expect(profilesIn(text, LIST)).toEqual([])
  })
})

describe('the browser that started the host', () => {
  test('is known by the database that it has open', () => {
    const desk = new Desk()
    mkdirSync(desk.tools.path('odd profile'))
    const file = openSync(desk.tools.path('odd profile/cert9.db'), 'w')
    expect(databasesOpenIn(process.pid)).toContain(desk.tools.path('odd profile'))
    closeSync(file)
    expect(databasesOpenIn(process.pid)).not.toContain(desk.tools.path('odd profile'))
    return desk.clear()
  })

  test('or by what it was told', () => {
    expect(profileArgument('firefox\0-profile\0/a b\0')).toEqual(['/a b'])
    expect(profileArgument('firefox\0--profile\0/a\0--new-instance\0')).toEqual(['/a'])
    expect(profileArgument('firefox\0-profile\0relative\0')).toEqual([])
    expect(profileArgument('/usr/bin/firefox\0')).toEqual([])
    expect(profileArgument('')).toEqual([])
  })

  test('or not at all', () => {
    expect(databasesOfBrowser(1)).toEqual([])
    expect(databasesOpenIn(2 ** 22 + 1)).toEqual([])
  })
})

test('Chromium’s is the old place where that is there, else the new one', async () => {
  const desk = new Desk()
  const { folder } = desk
  expect(chromiumDatabase({}, folder)).toBe(join(folder, '.local/share/pki/nssdb'))
  expect(chromiumDatabase({ XDG_DATA_HOME: '/data' }, folder)).toBe('/data/pki/nssdb')
  expect(chromiumDatabase({ XDG_DATA_HOME: 'data' }, folder)).toBe(join(folder, '.local/share/pki/nssdb'))
  mkdirSync(desk.database, { recursive: true })
  expect(chromiumDatabase({ XDG_DATA_HOME: '/data' }, folder)).toBe(desk.database)
  await desk.clear()
})

test('a path is told to NSS whole, whatever is in it', () => {
  expect(databaseParameters(`/a b/it's "\\`, 'open')).toBe(
    `configdir='sql:/a b/it\\'s "\\\\' certPrefix='' keyPrefix='' secmod='secmod.db' flags=`,
  )
})

test('only what may have the store that is meant is opened', () => {
  const database = (label: string, serialNumber: string): StoreSource => ({
    kind: 'nss',
    path: '/nss',
    database: { folder: `/${label}`, keeper: 'nss-firefox', label, serialNumber },
    ownBrowser: false,
  })
  const module: StoreSource = { kind: 'module', path: '/m' }
  const [a, b] = [database('a', '1'), database('b', '2')]
  const all = [module, a, b]
  expect(sourcesNaming(all, { serialNumber: '2' })).toEqual([b])
  expect(sourcesNaming(all, { serialNumber: '3' })).toEqual([module])
  expect(sourcesNaming(all, { label: 'a' })).toEqual([module, a])
})

describe('config.json', () => {
  const desk = new Desk()
  afterAll(() => desk.clear())
  const read = (nss: object) => {
    writeFileSync(desk.tools.path('config.json'), JSON.stringify({ nss }))
    return readConfig(desk.tools.path('config.json')).nss
  }

  test('names the library and the databases', () => {
    expect(read({})).toEqual({ library: null, databases: null })
    expect(read({ library: '/l.so', databases: [] })).toEqual({ library: '/l.so', databases: [] })
  })

  test.each([{ library: 'l.so' }, { databases: ['nssdb'] }, { other: 1 }])('refuses %o', (nss) => {
    expect(() => read(nss)).toThrow('module-invalid')
  })
})

describe('on a computer with several', () => {
  const PROFILE = 'config/mozilla/firefox/xu1za99g.default-release'
  let ready: Desk
  let desk: Desk
  beforeAll(() => {
    ready = new Desk()
    ready.tools.makeDatabase(ready.database)
    cpSync(ready.database, ready.tools.path(PROFILE), { recursive: true })
    const ini = '[Profile0]\nName=whatever\nIsRelative=1\nPath=xu1za99g.default-release\n'
    writeFileSync(ready.tools.path('config/mozilla/firefox/profiles.ini'), ini)
  })
  afterAll(() => ready.clear())
  const begin = (): Desk => {
    desk = new Desk()
    for (const name of ['.pki', 'config/mozilla'])
      cpSync(ready.tools.path(name), desk.tools.path(name), { recursive: true, preserveTimestamps: true })
    desk.configure({ modules: [], nss: {} })
    return desk
  }
  afterEach(() => desk.clear())
  const listed = async (caller: 'chromium' | 'firefox') => {
    const host = await desk.host({}, undefined, caller)
    return (await host.request('store.list', {})).stores.map(({ label, ownBrowser }) => [label, ownBrowser])
  }

  test('each has the name of its profile’s folder, and the calling browser its own first', async () => {
    begin()
    expect(await listed('chromium')).toEqual([
      ['Chromium', true],
      ['Firefox default-release', false],
    ])
    const file = openSync(desk.tools.path(`${PROFILE}/cert9.db`), 'r')
    expect(await listed('firefox')).toEqual([
      ['Firefox default-release', true],
      ['Chromium', false],
    ])
    closeSync(file)
  })

  test('a profile that no list names is found by the browser that has it open', async () => {
    begin()
    const odd = desk.tools.path("somewhere/it's odd")
    cpSync(desk.database, odd, { recursive: true })
    const file = openSync(join(odd, 'cert9.db'), 'r')
    expect((await listed('firefox'))[0]).toEqual(["Firefox it's odd", true])
    closeSync(file)
  })

  test('goes by the same URI in another home', async () => {
    const uris = async () => {
      const host = await begin().host()
      return (await host.request('store.list', {})).stores.map(({ uri }) => uri)
    }
    const first = await uris()
    await desk.clear()
    expect(await uris()).toEqual(first)
  })

  test.each<[string, (desk: Desk) => void]>([
    ['a folder that others may write to', ({ database }) => chmodSync(database, 0o777)],
    ['a file that others may write to', ({ database }) => chmodSync(join(database, 'key4.db'), 0o666)],
    [
      'a file that is a link',
      ({ database }) => {
        renameSync(join(database, 'key4.db'), join(database, 'elsewhere'))
        symlinkSync('elsewhere', join(database, 'key4.db'))
      },
    ],
  ])('%s is not used', async (_, spoil) => {
    spoil(begin())
    expect(await listed('chromium')).toEqual([['Firefox default-release', false]])
  })

  test('koshin doctor names each, and says where one cannot be opened', () => {
    begin()
    const doctor = () =>
      spawnSync(process.execPath, ['--import', 'tsx', 'native-host/main.ts', 'doctor', '--language', 'en'], {
        env: desk.env,
        encoding: 'utf8',
      }).stdout
    expect(doctor()).toMatch(/○ This computer's store: Chromium\n○ This computer's store: Firefox default-release\n/)
    writeFileSync(join(desk.database, 'key4.db'), 'no database at all')
    expect(doctor()).toMatch(/× This computer's store ~\/.pki\/nssdb cannot be opened/)
  })

  test('one that is gone is not taken for a token that is not plugged in', async () => {
    const host = await begin().host()
    const [store] = (await host.request('store.list', {})).stores
    rmSync(desk.database, { recursive: true })
    const looking = host.request('certificate.list', { store: store?.uri ?? '' })
    await expect(looking).rejects.toMatchObject({ code: 'computer-store-failed' })
  })

  test('a library that is not there: no such store, and nothing else is amiss', async () => {
    begin()
    desk.configure({ modules: [], nss: { library: '/nowhere/libsoftokn3.so' } })
    expect(await listed('chromium')).toEqual([])
  })
})
