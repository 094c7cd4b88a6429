import { chmodSync, lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import * as v from 'valibot'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { reportFile } from '../../native-host/commands/status-export.ts'
import { isAmong } from '../../native-host/pkcs11/allowed-modules.ts'
import { reportSchema } from '../../src/status/report.ts'
import { Desk } from './desk.ts'
import { codeOf } from './host.ts'
import { SOFTHSM } from './token.ts'

/** What an administrator's policy has the host do, with a real token whose certificate ends in ten days. */

let desk: Desk
beforeAll(() => {
  desk = Desk.ready()
})
afterAll(() => desk.clear())

const FILE = `koshin-status-${hostname()}.json`
const folder = (name: string): string => {
  const path = desk.tools.path(name)
  mkdirSync(path)
  return path
}
const exportTo = async (path: string, shortIds = false) =>
  (await desk.host()).request('status.export', { folder: path, shortIds })
const report = (path: string) => v.parse(reportSchema, JSON.parse(readFileSync(path, 'utf8')))

describe('status.export', () => {
  test('writes the whole report of this computer under its name, without a PIN, and nothing else', async () => {
    const path = folder('reports')
    expect(await exportTo(path)).toEqual({ file: FILE })
    expect(readdirSync(path)).toEqual([FILE])
    expect(report(`${path}/${FILE}`)).toMatchObject({
      computer: hostname(),
      idsShortened: false,
      certificates: [{ corporateId: '1234567890', daysLeft: 10 }],
    })
    expect(desk.shown()).toEqual([])
  })

  test('shortens IDs where it is told to, and takes the place of the one before', async () => {
    const path = folder('short')
    await exportTo(path)
    await exportTo(path, true)
    expect(readdirSync(path)).toEqual([FILE])
    expect(report(`${path}/${FILE}`)).toMatchObject({ idsShortened: true, certificates: [{ corporateId: '…7890' }] })
    expect(readFileSync(`${path}/${FILE}`, 'utf8')).not.toContain('1234567890')
  })

  test('does not follow a link that lies in its place', async () => {
    const path = folder('linked')
    const elsewhere = desk.tools.path('precious')
    writeFileSync(elsewhere, 'precious')
    symlinkSync(elsewhere, `${path}/${FILE}`)
    await exportTo(path)
    expect(readFileSync(elsewhere, 'utf8')).toBe('precious')
    expect(lstatSync(`${path}/${FILE}`).isSymbolicLink()).toBe(false)
  })

  test.each([
    ['a relative path', () => 'reports', 'not an absolute path'],
    ['a way up', () => '../reports', 'not an absolute path'],
    ['a folder that is not there', () => desk.tools.path('away'), 'ENOENT'],
    [
      'a file',
      () => {
        writeFileSync(desk.tools.path('a-file'), '')
        return desk.tools.path('a-file')
      },
      'not a folder',
    ],
    [
      'a folder with another folder in its place',
      () => {
        mkdirSync(desk.tools.path(`taken/${FILE}`), { recursive: true })
        return desk.tools.path('taken')
      },
      'EISDIR',
    ],
    ['an end in the middle of the path', () => '/tmp/\0x', 'ERR_INVALID_ARG_VALUE'],
  ])('refuses %s, says why, and leaves nothing', async (_what, make, detail) => {
    const path = make()
    await expect(exportTo(path)).rejects.toMatchObject({ code: 'export-failed', data: { detail } })
    if (_what.startsWith('a folder with')) expect(readdirSync(path)).toEqual([FILE])
  })

  // Root may write everywhere.
  test.skipIf(process.getuid?.() === 0)('refuses a folder that may not be written to', async () => {
    const path = folder('closed')
    chmodSync(path, 0o500)
    await expect(exportTo(path)).rejects.toMatchObject({ code: 'export-failed', data: { detail: 'EACCES' } })
  })

  test.each([
    ['PC-0042', 'koshin-status-PC-0042.json'],
    ['../../etc/passwd', 'koshin-status-______etc_passwd-3754d6cb.json'],
    ['経理', 'koshin-status-__-db60bd40.json'],
    ['総務', 'koshin-status-__-5993adcc.json'],
    ['', 'koshin-status--e3b0c442.json'],
    ['a'.repeat(300), `koshin-status-${'a'.repeat(63)}-9835fa6b.json`],
  ])('names the file of the computer %j', (computer, file) => {
    expect(reportFile(computer)).toBe(file)
  })
})

describe('host.restrict', () => {
  test('drivers that are not allowed are not loaded, in nothing that is asked afterwards', async () => {
    const host = await desk.host()
    const { stores } = await host.request('store.list', {})
    const uri = stores.find(({ kind }) => kind === 'token')?.uri ?? ''
    expect(await host.request('host.restrict', { modules: ['libeToken.so'] })).toEqual({})
    expect(await host.request('store.list', {})).toMatchObject({ modules: [] })
    expect(await host.request('certificate.list', { store: null })).toMatchObject({ certificates: [] })
    expect(await codeOf(host.request('certificate.list', { store: uri }))).toBe('module-missing')
  })

  test.each([['libsofthsm2.so'], [SOFTHSM]])('allows a driver by file name and by path: %s', async (module) => {
    const host = await desk.host()
    await host.request('host.restrict', { modules: [module] })
    expect(await host.request('store.list', {})).toMatchObject({ modules: [{ name: 'libsofthsm2.so', state: 'ok' }] })
  })

  test('adds no driver that is not configured, and cannot be widened', async () => {
    const host = await desk.host()
    await host.request('host.restrict', { modules: ['other.so'] })
    await host.request('host.restrict', { modules: [SOFTHSM, '/usr/lib/x86_64-linux-gnu/opensc-pkcs11.so'] })
    expect(await host.request('store.list', {})).toMatchObject({ modules: [] })
  })

  test('ends with the conversation', async () => {
    await (await desk.host()).request('host.restrict', { modules: ['other.so'] })
    expect(await (await desk.host()).request('store.list', {})).toMatchObject({ modules: [{ state: 'ok' }] })
  })

  test.each([
    ['/usr/lib/libtoken.so', 'libtoken.so', true],
    ['/usr/lib/libtoken.so', '/usr/lib/libtoken.so', true],
    ['/usr/lib/libtoken.so', '/opt/libtoken.so', false],
    ['/usr/lib/libtoken.so', 'token.so', false],
    ['/usr/lib/libtoken.so', 'LIBTOKEN.SO', process.platform === 'win32'],
  ])('%s is among %s: %s', (path, module, expected) => {
    expect(isAmong([module], path)).toBe(expected)
  })
})
