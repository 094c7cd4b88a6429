import { type SpawnSyncReturns, spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { reportSchema, type StatusReport } from '../../src/status/report.ts'
import { Desk, LABEL } from './desk.ts'
import { SOURCES } from './host.ts'
import { SOFTHSM } from './token.ts'

/** The real command line, with a real token whose certificate ends in ten days. */

let desk: Desk

beforeAll(() => {
  desk = Desk.ready()
})
afterAll(() => desk.clear())

type Ran = SpawnSyncReturns<string>

/** @param days by which the clock of this process is ahead */
const run = (args: readonly string[], days = 0, env: NodeJS.ProcessEnv = desk.env): Ran => {
  const clock = `data:text/javascript,const now=Date.now;Date.now=()=>now()+${days}*86400000`
  const options = { env, encoding: 'utf8' } as const
  return spawnSync(process.execPath, ['--import', clock, ...SOURCES, ...args], options)
}

const reportOf = ({ stdout }: Ran): StatusReport => v.parse(reportSchema, JSON.parse(stdout))
const json = (...args: readonly string[]) => run(['status', '--format', 'json', ...args])

describe('koshin status', () => {
  test('tells the certificate of a token without a PIN, as the published schema says', () => {
    const { certificates, failedStores, idsShortened } = reportOf(json())
    expect(certificates).toMatchObject([
      {
        corporateId: '1234567890',
        role: { id: 'administrator' },
        store: { kind: 'token', label: LABEL },
        daysLeft: 10,
      },
    ])
    expect([failedStores, idsShortened]).toEqual([[], false])
    expect(desk.shown()).toEqual([])
  })

  test('calls the computer what the host tells the browser, so that its own report is known there', async () => {
    const host = await desk.host()
    const { computer } = await host.request('store.list', {})
    expect(reportOf(json()).computer).toBe(computer)
    expect(computer).not.toBe('')
  })

  test('prints a table in either language', () => {
    expect(run(['status', '--language', 'ja']).stdout).toMatch(
      /^状態 +残り日数[^\n]*\n残り10日以内 +10 +[^\n]*1234567890 +管理者 +USB 専用USB …/,
    )
    expect(run(['status', '--language', 'en']).stdout).toMatch(/^State +Days left[^\n]*\n10 days or less +10 /)
  })

  test('ends with 0, 1 or 2: fine, due, expired', () => {
    const codes = [['--within', '9d'], ['--within', '10'], []].map((args) => json(...args).status)
    expect(codes).toEqual([0, 1, 1])
    expect(run(['status', '--format', 'json'], 11).status).toBe(2)
  })

  test('looks at one store, or says that it is not there', () => {
    expect(reportOf(json('--store', `pkcs11:token=${encodeURIComponent(LABEL)}`)).certificates).toHaveLength(1)
    const missing = json('--store', 'pkcs11:token=other')
    expect([missing.status, missing.stdout]).toEqual([69, ''])
    expect(missing.stderr).toContain('token-wrong')
  })

  test('names a driver that cannot be read, and is not fine then', () => {
    const broken = desk.tools.path('broken.so')
    writeFileSync(broken, 'nothing')
    desk.configure({ modules: [SOFTHSM, broken] })
    const ran = json('--within', '0d')
    desk.configure({})
    expect(reportOf(ran).failedStores).toMatchObject([{ name: 'broken.so' }])
    expect(ran.status).toBe(69)
    expect(ran.stderr).toContain('broken.so')
  })

  test.each([
    ['--format', 'xml'],
    ['--within', 'soon'],
    ['--store', 'not a uri'],
    ['--short-ids', '--full-ids'],
  ])('understands %s %s as a mistake, which is none of its answers', (...args) => {
    expect(run(['status', ...args]).status).toBe(64)
  })

  test('keeps its options to itself', () => {
    expect(run(['doctor', '--format', 'json']).status).toBe(64)
  })
})

describe('what is not a certificate', () => {
  test('is told too: a renewal under way, one that stands still, and a key that nothing knows of', async () => {
    const other = Desk.copyOf(desk)
    const host = await other.host()
    await other.prepare(host)
    await host.close()
    const seen = (days: number) => reportOf(run(['status', '--format', 'json'], days, other.env))
    expect(seen(0)).toMatchObject({ enrolments: [{ state: 'requested', stuck: false }], strayKeys: [] })
    expect(seen(2)).toMatchObject({ enrolments: [{ state: 'requested', stuck: true }] })
    expect(run(['status', '--language', 'en'], 2, other.env).stdout).toContain('Renewal that has stood still')
    rmSync(other.journal, { recursive: true })
    expect(seen(0)).toMatchObject({ enrolments: [], strayKeys: [{ store: { label: LABEL }, count: 1 }] })
    await other.clear()
  })
})

describe("the computer's own store", () => {
  test('is seen as well, with the key that is there', async () => {
    const other = Desk.atComputer()
    const { certificates } = reportOf(run(['status', '--format', 'json'], 0, other.env))
    expect(certificates).toMatchObject([
      { name: '1234567890', key: 'present', store: { kind: 'computer', keeper: 'nss-chromium' } },
    ])
    await other.clear()
  })
})

describe('a file', () => {
  const put = (folder: string, args: readonly string[] = []) =>
    run(['status', '--format', 'openmetrics', '--output', join(folder, 'koshin.prom'), ...args])

  test('takes the place of the one before at once, for all to read, with shortened IDs', () => {
    const folder = desk.tools.path('metrics')
    mkdirSync(folder)
    const file = join(folder, 'koshin.prom')
    writeFileSync(file, 'old')
    const before = statSync(file).ino
    const ran = put(folder)
    expect([ran.status, ran.stdout, readdirSync(folder)]).toEqual([1, '', ['koshin.prom']])
    expect(statSync(file).ino).not.toBe(before)
    expect(statSync(file).mode & 0o777).toBe(0o644)
    expect(readFileSync(file, 'utf8')).toContain('id="…7890"')
    expect(readFileSync(file, 'utf8')).not.toContain('1234567890')
    put(folder, ['--full-ids'])
    expect(readFileSync(file, 'utf8')).toContain('id="1234567890"')
  })

  test('that cannot be written is told of', () => {
    const ran = put(desk.tools.path('not-there'))
    expect(ran.status).toBe(73)
    expect(ran.stderr).toContain('ENOENT')
  })
})

describe('what was read before', () => {
  const remembered = () => desk.tools.path('state/koshin/certificates-read.json')

  test('is for its owner alone, and believed only as it was written', () => {
    rmSync(remembered(), { force: true })
    const first = json().stdout
    expect(statSync(remembered()).mode & 0o777).toBe(0o600)
    const whole = readFileSync(remembered(), 'utf8')
    writeFileSync(remembered(), whole.replace('1234567890', '9999999999'))
    const second = reportOf(json()).certificates
    expect(second).toEqual(v.parse(reportSchema, JSON.parse(first)).certificates)
  })

  test('is not needed', () => {
    rmSync(remembered(), { force: true })
    mkdirSync(remembered())
    expect(reportOf(json()).certificates).toHaveLength(1)
    rmSync(remembered(), { recursive: true })
  })
})
