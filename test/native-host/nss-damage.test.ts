import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  copyFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { databaseIn } from '../../native-host/os-store/nss/nss-database.ts'
import { findNssLibrary } from '../../native-host/os-store/nss/nss-library.ts'
import { NssStore } from '../../native-host/os-store/nss/nss-store.ts'
import type { TokenFacts } from '../../native-host/pkcs11/verbs.ts'
import { DatabaseWitness } from '../faults/database-witness.ts'
import { Desk, installing } from './desk.ts'
import { BUNDLE, codeOf, type Host } from './host.ts'

/** The computer's own store in the hands of others: damaged, locked, full, open in a browser at the same time. */

const FILES = ['cert9.db', 'key4.db']

let ready: Desk
beforeAll(async () => {
  ready = Desk.atComputer()
})
afterAll(() => ready.clear())
let desk: Desk
let host: Host
beforeEach(async () => {
  desk = Desk.copyOf(ready)
  host = await desk.host()
})
afterEach(() => desk.clear())

const stateOf = async () => (await host.request('enrolment.list', {})).enrolments[0]?.state

const uriOfStore = async (): Promise<string> => (await host.request('store.list', {})).stores[0]?.uri ?? ''

describe('a database that is damaged', () => {
  test.each([
    ['cert9.db', 5000],
    ['key4.db', 5000],
    ['cert9.db', 20_000],
  ])('%s cut off after %i bytes: told as the computer’s store, and left as it is', async (name, length) => {
    const store = await uriOfStore()
    const file = join(desk.database, name)
    truncateSync(file, length)
    const damaged = readFileSync(file)
    expect(await codeOf(host.request('certificate.list', { store }))).toBe('computer-store-failed')
    expect((await host.request('store.list', {})).stores).toEqual([])
    expect(readFileSync(file)).toEqual(damaged)
  })

  test('does not hide the others', async () => {
    desk.tools.initialise('専用USB')
    desk.configure({ nss: {} })
    writeFileSync(join(desk.database, 'cert9.db'), 'no database at all')
    const { stores } = await host.request('store.list', {})
    expect(stores.map(({ kind }) => kind)).toEqual(['token'])
  })
})

/** Another program in the middle of a transaction. */
const locking = (file: string, how: 'EXCLUSIVE' | 'IMMEDIATE' = 'EXCLUSIVE'): Promise<ChildProcess> => {
  const program = spawn('sqlite3', [file], { stdio: ['pipe', 'pipe', 'inherit'] })
  program.stdin.write(`BEGIN ${how};\nSELECT 1;\n`)
  return new Promise((resolve) => program.stdout.once('data', () => resolve(program)))
}

describe('a database that another program has locked', () => {
  test('is told, nothing is begun, and it goes on once the lock is gone', async () => {
    const program = await locking(join(desk.database, 'key4.db'))
    expect((await host.request('store.list', {})).stores).toEqual([])
    program.kill()
    expect((await desk.prepare(host)).enrolment.state).toBe('requested')
  })

  test('is waited for where it is soon over', async () => {
    const program = await locking(join(desk.database, 'key4.db'))
    setTimeout(() => program.kill(), 1500)
    expect((await host.request('store.list', {})).stores).toHaveLength(1)
  })

  test('between key and certificate: told, the answer is kept, and it is installed later', async () => {
    // NSS itself would wait for minutes.
    desk.configure({ modules: [], nss: {}, secondsFor: { 'write-certificate': 2 } })
    const preparation = await desk.prepare(host)
    const answer = desk.bankAnswers(preparation)
    const program = await locking(join(desk.database, 'cert9.db'), 'IMMEDIATE')
    const install = (raw: string | null) => host.request('enrolment.install', installing(preparation.enrolment.id, raw))
    expect(await codeOf(install(answer))).toBe('computer-store-failed')
    expect(await stateOf()).toBe('issued')
    program.kill()
    expect((await install(null)).enrolment.state).toBe('done')
  })
})

const childrenOf = (pid: number): number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number)

/** Whoever is root may write to anything: then the module is asked in somebody else's name. */
const NOBODY = 65534
const factsAsOther = (folder: string): TokenFacts[] => {
  const other = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {}
  if (other.uid !== undefined) for (const name of ['', ...FILES]) chownSync(join(folder, name), NOBODY, NOBODY)
  const database = JSON.stringify({ folder, keeper: 'nss-chromium', label: 'Chromium', serialNumber: '1' })
  const script = `import { Cryptoki } from './native-host/pkcs11/process/cryptoki.ts'
    const cryptoki = new Cryptoki()
    cryptoki.load('${findNssLibrary()}', ${database})
    console.log(JSON.stringify(cryptoki.tokens()))`
  const run = ['--import', 'tsx', '--input-type=module', '-e', script]
  return JSON.parse(execFileSync(process.execPath, run, { encoding: 'utf8', ...other }))
}

describe('a database', () => {
  test('whose files cannot be written is read, and says that nothing can be put into it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'koshin-read-only-'))
    for (const name of FILES) copyFileSync(join(ready.database, name), join(folder, name))
    expect(factsAsOther(folder)).toMatchObject([{ writeProtected: false }])
    for (const name of FILES) chmodSync(join(folder, name), 0o400)
    chmodSync(folder, 0o500)
    expect(factsAsOther(folder)).toMatchObject([{ writeProtected: true, initialised: true }])
    rmSync(folder, { recursive: true })
  })
})

describe('no room', () => {
  test('for the certificate: told, the answer is kept, and it is installed later', async () => {
    const preparation = await desk.prepare(host)
    const answer = desk.bankAnswers(preparation)
    // The process that is kept from the request on may make no file longer than it is: a full disk, for it alone.
    for (const pid of childrenOf(host.child.pid ?? 0)) execFileSync('prlimit', ['--fsize=28672', `--pid=${pid}`])
    const install = (raw: string | null) => host.request('enrolment.install', installing(preparation.enrolment.id, raw))
    expect(await codeOf(install(answer))).toBe('computer-store-failed')
    expect(await stateOf()).toBe('issued')
    expect((await install(null)).enrolment.state).toBe('done')
    expect(new DatabaseWitness(desk, ready).changed).toBe(0)
  })
})

describe('a browser that has the database open all the time', () => {
  test('finds key and certificate that were made meanwhile, without being started again', async () => {
    const browser = new NssStore(findNssLibrary() ?? '', databaseIn(desk.database, 'nss-chromium'), {
      program: resolve(BUNDLE[0]),
      stateFolder: desk.tools.path('state'),
    })
    await browser.load()
    const [token] = await browser.call('list-tokens', null)
    if (token === undefined) throw new Error('no database')
    const labels = async () =>
      (await browser.call('list-certificates', { token })).flatMap(({ label, key }) =>
        key === 'absent' ? [] : [[label, key]],
      )
    await browser.call('log-in', { token, pin: null })
    expect(await labels()).toEqual([['old', 'present']])
    const preparation = await desk.prepare(host)
    await host.request('enrolment.install', installing(preparation.enrolment.id, desk.bankAnswers(preparation)))
    expect((await labels()).sort()).toEqual([
      ['koshin 1234567890', 'present'],
      ['old', 'present'],
    ])
    await browser.end()
  })
})

describe('a nickname that another subject has', () => {
  test('is not taken from it: the certificate gets the next one', async () => {
    desk.tools.openssl(
      ...'req -x509 -newkey rsa:2048 -nodes -days 9 -keyout o.key -out o.pem -subj /CN=other'.split(' '),
    )
    desk.tools.nss(
      'certutil',
      desk.database,
      '-A',
      '-n',
      'koshin 1234567890',
      '-t',
      ',,',
      '-i',
      desk.tools.path('o.pem'),
    )
    const preparation = await desk.prepare(host)
    await host.request('enrolment.install', installing(preparation.enrolment.id, desk.bankAnswers(preparation)))
    expect(desk.tools.nss('certutil', desk.database, '-L')).toMatch(/^koshin 1234567890 \(2\) +u,u,u$/m)
  })
})
