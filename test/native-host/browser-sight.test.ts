import { execFileSync } from 'node:child_process'
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { modulesOf, readModules } from '../../native-host/browser-view/listed-modules.ts'
import { manifestName, moduleName } from '../../native-host/browser-view/module-name.ts'
import { toolPath } from '../../native-host/browser-view/nss-tools.ts'
import { filesLoadedBy, startOf } from '../../native-host/browser-view/running-browser.ts'
import { type Grounds, sightInDatabase } from '../../native-host/browser-view/sight-in-database.ts'
import { findNssLibrary } from '../../native-host/os-store/nss/nss-library.ts'
import { moduleManifest } from '../../native-host/setup/module-manifests.ts'
import { EXTENSION_ID_FIREFOX } from '../../src/protocol/host.ts'
import { FaultModule, hasCompiler } from '../fault-module/fault-module.ts'
import { Desk, LABEL } from './desk.ts'
import type { Host } from './host.ts'
import { PIN, SOFTHSM } from './token.ts'

/** Whether the browser sees a token, and how it is made to. */

describe('names', () => {
  it('are made from the path, so that they tell whose an entry is', () => {
    expect(moduleName(SOFTHSM)).toMatch(/^Koshin libsofthsm2 [0-9a-f]{8}$/)
    expect(moduleName('/opt/a/libx.so.2')).not.toBe(moduleName('/opt/b/libx.so.2'))
  })

  it.each([
    SOFTHSM,
    '/usr/lib/libykcs11.so.2',
    'C:\\Windows\\System32\\eTPKCS11.dll',
    '/opt/専用 USB/a-b.so',
    '/x/.so',
  ])('of manifests are as Mozilla wants them: %s', (path) =>
    expect(manifestName(path)).toMatch(/^jp\.koshin\.[a-z0-9_]+$/),
  )
})

describe('the native manifest of a driver', () => {
  it.each([
    ['linux', '/home/a/.mozilla/pkcs11-modules', null],
    ['darwin', '/home/a/Library/Application Support/Mozilla/PKCS11Modules', null],
    ['win32', '/data/pkcs11-modules', 'HKCU\\Software\\Mozilla\\PKCS11Modules\\'],
  ] as const)('lies where Firefox looks: %s', (platform, folder, key) => {
    const name = manifestName(SOFTHSM)
    const { file, registryKey } = moduleManifest(platform, '/home/a', '/data', SOFTHSM)
    expect({ folder: dirname(file), name: basename(file) }).toEqual({ folder, name: `${name}.json` })
    expect(registryKey).toBe(key === null ? null : `${key}${name}`)
  })
})

describe('a list of modules', () => {
  it('is read with whatever stands in a path', () => {
    const list =
      "library=\nname=NSS Internal PKCS #11 Module\nparameters=configdir='sql:/a' flags= \nNSS=Flags=internal\n\n" +
      'library=/a b\'c "q" 漢/lib.so\nname=X Y\n\n\nname=p11-kit\nlibrary=p11-kit-proxy.so\n'
    expect(readModules(list)).toEqual([
      { name: 'X Y', library: '/a b\'c "q" 漢/lib.so' },
      { name: 'p11-kit', library: 'p11-kit-proxy.so' },
    ])
  })
})

describe('a Chromium', () => {
  const FACTS: Grounds = { listed: true, loaded: { driver: false, nss: true }, startedAt: 0, changedAt: 100_000 }
  it.each([
    ['has the driver in it, whoever has put it there', { listed: false, loaded: { driver: true, nss: true } }, 'yes'],
    ['does not name it', { listed: false }, 'no'],
    ['has not read its list yet', { loaded: { driver: false, nss: false } }, 'yes'],
    ['has read its list before', {}, 'after-restart'],
    ['has read its list since, and could not load the driver', { startedAt: 200_000 }, 'no'],
    ['cannot be looked into, and began before', { loaded: null }, 'after-restart'],
    ['cannot be looked into, and began since', { loaded: null, startedAt: 200_000 }, 'yes'],
    ['cannot be looked at', { loaded: null, startedAt: null }, 'unknown'],
  ] as const)('that %s', (_, facts, seen) => {
    expect(sightInDatabase({ ...FACTS, ...facts })).toBe(seen)
  })

  it('is looked at by its process', () => {
    expect(filesLoadedBy(process.pid)).toContain(process.execPath)
    expect(filesLoadedBy(2 ** 30)).toBeNull()
    const start = startOf(process.pid) ?? 0
    expect(Math.abs(Date.now() - process.uptime() * 1000 - start)).toBeLessThan(5_000)
  })
})

it('a tool of NSS that is not there is named', () => {
  const folder = mkdtempSync(join(tmpdir(), 'koshin-tools-'))
  expect(() => toolPath('modutil', [folder])).toThrow(expect.objectContaining({ code: 'browser-tool-missing' }))
  rmSync(folder, { recursive: true })
})

describe('over stdio', () => {
  let desk: Desk
  let store: string
  let host: Host
  const database = () => desk.tools.path('data/pki/nssdb')
  const look = (of = host) => of.request('browser.look', { store })
  const connect = (of = host) => of.request('browser.connect', { store })
  const names = () => modulesOf(database()).map(({ name }) => name)
  const nss = (tool: string, ...args: string[]) =>
    execFileSync(tool, args, { env: desk.env, stdio: ['ignore', 'pipe', 'ignore'] }).toString()
  const koshin = (...args: string[]) =>
    execFileSync(process.execPath, ['--import', 'tsx', 'native-host/main.ts', ...args], { env: desk.env }).toString()

  beforeAll(async () => {
    desk = Desk.ready()
    host = await desk.host()
    store = (await host.request('store.list', {})).stores[0]?.uri ?? ''
  }, 60_000)
  afterAll(() => desk.clear())

  it('Chromium: looking changes nothing', async () => {
    expect(await look()).toEqual({ seen: 'no', way: 'nss-database', module: null })
    expect(statSync(database(), { throwIfNoEntry: false })).toBeUndefined()
  })

  it.runIf(hasCompiler)('Chromium: a token that p11-kit shows is seen', async () => {
    const module = FaultModule.build()
    const proxy = join(module.folder, 'p11-kit-proxy.so')
    copyFileSync(module.path, proxy)
    mkdirSync(database(), { recursive: true })
    writeFileSync(join(database(), 'pkcs11.txt'), `library=${proxy}\nname=p11-kit-proxy\n`)
    expect((await look()).seen).toBe('yes')
    module.tell({ token: 'removed' })
    expect((await look()).seen).toBe('no')
    rmSync(desk.tools.path('data/pki'), { recursive: true })
    module.remove()
  })

  it('Chromium: a database that others can write to is left alone', async () => {
    mkdirSync(database(), { recursive: true })
    execFileSync('chmod', ['777', database()])
    await expect(connect()).rejects.toMatchObject({ code: 'browser-not-connected' })
    rmSync(desk.tools.path('data/pki'), { recursive: true })
  })

  it('Chromium: a database that was cut off while it was made is completed', async () => {
    desk.tools.makeDatabase(database())
    rmSync(join(database(), 'key4.db'))
    expect((await connect()).seen).toBe('yes')
    expect(names()).toEqual([moduleName(SOFTHSM)])
    rmSync(desk.tools.path('data/pki'), { recursive: true })
  })

  it('Chromium: the database is made, and names the driver once', async () => {
    expect((await connect()).seen).toBe('yes')
    expect((await connect()).seen).toBe('yes')
    expect(names()).toEqual([moduleName(SOFTHSM)])
    expect(statSync(database()).mode & 0o777).toBe(0o700)
    expect(statSync(join(database(), 'key4.db')).mode & 0o777).toBe(0o600)
    expect(nss('modutil', '-list', '-dbdir', `sql:${database()}`)).toContain(`token: ${LABEL}`)
  })

  it('Chromium: NSS finds the certificate on the token, and asks no password for the database', () => {
    writeFileSync(desk.tools.path('pins'), `${LABEL}:${PIN}\n`)
    const list = nss('certutil', '-L', '-d', `sql:${database()}`, '-h', LABEL, '-f', desk.tools.path('pins'))
    expect(list).toMatch(new RegExp(`^${LABEL}:old +u,u,u`, 'm'))
  })

  it('Chromium: one that runs sees it after a restart, unless it cannot load it', async () => {
    const nssLibrary = findNssLibrary() ?? ''
    const BROWSER = ['test/native-host/browser-with-nss.mjs', nssLibrary]
    const ran = await desk.host({}, [...BROWSER, '-'])
    expect((await look(ran)).seen).toBe('after-restart')
    utimesSync(join(database(), 'pkcs11.txt'), 0, 0)
    expect((await look(ran)).seen).toBe('no')
    await expect(connect(ran)).rejects.toMatchObject({ code: 'browser-not-connected' })
    const restarted = await desk.host({}, [...BROWSER, SOFTHSM])
    expect((await look(restarted)).seen).toBe('yes')
  })

  it('Firefox: the manifest is written, whole and for nobody else to change', async () => {
    const firefox = await desk.host({}, undefined, 'firefox')
    const module = manifestName(SOFTHSM)
    expect(await look(firefox)).toEqual({ seen: 'no', way: 'native-manifest', module })
    expect(await connect(firefox)).toEqual({ seen: 'unknown', way: 'native-manifest', module })
    expect(await look(firefox)).toEqual({ seen: 'unknown', way: 'native-manifest', module })
    const file = desk.tools.path(`.mozilla/pkcs11-modules/${module}.json`)
    expect(statSync(file).mode & 0o022).toBe(0)
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
      name: module,
      description: moduleName(SOFTHSM),
      type: 'pkcs11',
      path: SOFTHSM,
      allowed_extensions: [EXTENSION_ID_FIREFOX],
    })
  })

  it('unregister takes back what is ours and nothing else', () => {
    const folder = desk.tools.path('.mozilla/pkcs11-modules')
    const others = join(folder, 'jp.koshin.other_00000000.json')
    writeFileSync(others, JSON.stringify({ name: 'jp.koshin.other_00000000', path: '/x.so' }))
    const driver = desk.tools.path('another.so')
    copyFileSync(SOFTHSM, driver)
    nss('modutil', '-add', 'Koshin by hand', '-libfile', driver, '-dbdir', `sql:${database()}`, '-force')
    const profile = desk.tools.path('.mozilla/firefox/a1b2c3d4.default')
    mkdirSync(dirname(profile), { recursive: true })
    cpSync(database(), profile, { recursive: true })
    writeFileSync(desk.tools.path('.mozilla/firefox/profiles.ini'), '[Profile0]\nPath=a1b2c3d4.default\n')
    const told = koshin('unregister', '--language', 'en')
    expect(told).toContain(`Taken off the list of modules in ${database()}: ${moduleName(SOFTHSM)}`)
    expect(told).toContain(`Removed: ${join(folder, `${manifestName(SOFTHSM)}.json`)}`)
    expect(names()).toEqual(['Koshin by hand'])
    expect(modulesOf(profile).map(({ name }) => name)).toEqual(['Koshin by hand'])
    expect(readFileSync(others, 'utf8')).toContain('/x.so')
  })

  it('unregister says by its exit code too that a driver could not be taken off', async () => {
    await connect()
    const file = join(database(), 'cert9.db')
    const whole = readFileSync(file)
    writeFileSync(file, 'no database')
    expect(() => koshin('unregister')).toThrow(expect.objectContaining({ status: 1 }))
    expect(names()).toContain(moduleName(SOFTHSM))
    writeFileSync(file, whole)
    koshin('unregister')
    expect(names()).toEqual(['Koshin by hand'])
  })

  it('a store of the computer is seen by its own browser alone', async () => {
    const computer = Desk.atComputer()
    const inChromium = await computer.host()
    const [database] = (await inChromium.request('store.list', {})).stores
    const own = { store: database?.uri ?? '' }
    const seen = { seen: 'yes', way: 'nss-database', module: null }
    expect(await inChromium.request('browser.look', own)).toEqual(seen)
    const inFirefox = await computer.host({}, undefined, 'firefox')
    const not = { seen: 'no', way: 'none', module: null }
    expect(await inFirefox.request('browser.look', own)).toEqual(not)
    expect(await inFirefox.request('browser.connect', own)).toEqual(not)
    await computer.clear()
  })
})
