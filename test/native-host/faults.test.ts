import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { ModuleProcess } from '../../native-host/pkcs11/module-process.ts'
import { Desk, installing, LABEL } from './desk.ts'
import { codeOf, type Host } from './host.ts'
import { PIN } from './token.ts'

/** What SoftHSM2 never does: see fault-module.c. */

const hasCompiler = existsSync('/usr/bin/gcc')
let built: string
let module: string
beforeAll(() => {
  built = mkdtempSync(join(tmpdir(), 'koshin-fault-'))
  module = join(built, 'fault-module.so')
  if (hasCompiler)
    execFileSync('gcc', ['-shared', '-fPIC', '-w', '-o', module, resolve('test/native-host/fault-module.c'), '-ldl'])
})
afterAll(() => rmSync(built, { recursive: true }))

let desk: Desk
beforeEach(() => {
  desk = Desk.ready()
  desk.configure({ modules: [module] })
  desk.typesNext(PIN, PIN, PIN)
})
afterEach(() => desk.clear())

const hostWith = (fault: string) => desk.host({ KOSHIN_FAULT: fault })
const keys = () => desk.tools.objects(LABEL).match(/Private Key Object/g)?.length

describe.skipIf(!hasCompiler)('a driver that fails (needs gcc)', () => {
  test('crashing at its start is told, and the host lives', async () => {
    const host = await hostWith('C_Initialize=crash')
    const { modules } = await host.request('store.list', {})
    expect(modules).toEqual([{ name: 'fault-module.so', state: 'crashed' }])
    expect(await codeOf(host.request('certificate.list', { store: 'pkcs11:serial=1' }))).toBe('module-crashed')
  })

  test('crashing while the key is made: the enrolment stays, and a fresh process goes on', async () => {
    const first = await hostWith('C_GenerateKeyPair=crash')
    expect(await codeOf(desk.prepare(first))).toBe('module-crashed')
    const [planned] = (await first.request('enrolment.list', {})).enrolments
    expect(planned?.state).toBe('planned')
    await first.close()
    const second = await hostWith('')
    expect((await desk.prepare(second, { enrolment: planned?.id ?? '' })).enrolment.state).toBe('requested')
    expect(keys()).toBe(2)
  })

  test.each([
    ['C_GenerateKeyPair=31', 'token-full'],
    ['C_GenerateKeyPair=e2', 'token-read-only'],
    ['C_GenerateKeyPair=70', 'token-unsupported'],
    ['C_GenerateKeyPair=30', 'token-failed'],
    ['C_Login=a4', 'pin-locked'],
    ['C_Login=50', 'pin-cancelled'],
    ['C_Sign=32', 'token-removed'],
  ])('%s is %s, and no second key is made afterwards', async (fault, code) => {
    const host = await hostWith(fault)
    expect(await codeOf(desk.prepare(host))).toBe(code)
    expect(keys()).toBe(fault.startsWith('C_Sign') ? 2 : 1)
  })

  test('refusing our template gets a leaner one', async () => {
    const host = await hostWith('C_GenerateKeyPair=d1')
    expect(await codeOf(desk.prepare(host))).toBe('token-unsupported')
  })

  test('that logged the user out gets the PIN once more, not for ever', async () => {
    const host = await hostWith('C_Sign=101')
    expect(await codeOf(desk.prepare(host))).toBe('token-failed')
    expect(desk.shown()).toHaveLength(2)
  })
})

describe.skipIf(!hasCompiler)('a token that lies (needs gcc)', () => {
  test('about where the key was made: the key is removed, no request leaves', async () => {
    const host = await hostWith('C_GetAttributeValue=weak')
    expect(await codeOf(desk.prepare(host))).toBe('key-unprotected')
    expect(keys()).toBe(1)
    expect((await host.request('enrolment.list', {})).enrolments).toMatchObject([{ state: 'discarded' }])
  })

  test('in its signature: no request leaves', async () => {
    const host = await hostWith('C_Sign=lie')
    expect(await codeOf(desk.prepare(host))).toBe('proof-failed')
  })

  const installingWith = async (fault: string): Promise<{ code: string; id: string }> => {
    const first = await hostWith('')
    const preparation = await desk.prepare(first)
    await first.close()
    const second = await hostWith(fault)
    const { id } = preparation.enrolment
    const request = installing(id, desk.bankAnswers(preparation))
    const code = await codeOf(second.request('enrolment.install', request))
    await second.close()
    return { code, id }
  }
  const installedAfterwards = async (id: string) => {
    const host: Host = await hostWith('')
    return (await host.request('enrolment.install', installing(id, null))).enrolment.state
  }

  test('about having written: the answer is kept and written later', async () => {
    const { code, id } = await installingWith('C_CreateObject=lie')
    expect(code).toBe('write-not-kept')
    expect(desk.record(id).state).toBe('issued')
    expect(await installedAfterwards(id)).toBe('done')
  })

  test('or is full: the same', async () => {
    const { code, id } = await installingWith('C_CreateObject=31')
    expect(code).toBe('token-full')
    expect(await installedAfterwards(id)).toBe('done')
  })

  test('in the proof: written, but not called proven', async () => {
    const { code, id } = await installingWith('C_Sign=lie')
    expect(code).toBe('proof-failed')
    expect(desk.record(id).state).toBe('written')
    expect(await installedAfterwards(id)).toBe('done')
  })
})

describe.skipIf(!hasCompiler)('a token that counts (needs gcc)', () => {
  const counting = (tries: number) =>
    desk.host({ KOSHIN_TRIES: String(tries), KOSHIN_TRIES_FILE: desk.tools.path('tries') })

  test('asks before the last try; stopping there burns nothing', async () => {
    const host = await counting(2)
    desk.typesNext('111111', false)
    expect(await codeOf(desk.prepare(host))).toBe('pin-cancelled')
    const [, question] = desk.shown()
    expect(question?.question).toBe('CONFIRM')
    expect(question?.description).toContain('あと1回だけです。')
    expect(readFileSync(desk.tools.path('tries'), 'utf8')).toBe('1')
  })

  test('a right PIN at the last try goes through', async () => {
    const host = await counting(2)
    desk.typesNext('111111', true, PIN)
    expect((await desk.prepare(host)).enrolment.state).toBe('requested')
    expect(desk.shown()[2]?.error).toContain('これが最後の1回です。')
  })

  test('locked is told, and nothing more is asked', async () => {
    const host = await counting(1)
    desk.typesNext(true, '111111', PIN)
    expect(await codeOf(desk.prepare(host))).toBe('pin-locked')
    desk.typesNext(PIN)
    expect(await codeOf(desk.prepare(host))).toBe('pin-locked')
    expect(desk.shown()).toEqual([])
    const { stores } = await host.request('store.list', {})
    expect(stores[0]?.pin.tries).toBe('locked')
  })
})

describe.skipIf(!hasCompiler)('a token with a pad of its own (needs gcc)', () => {
  test('is left to ask for the PIN itself', async () => {
    const host = await desk.host({ KOSHIN_PAD: PIN })
    expect((await host.request('store.list', {})).stores[0]?.pin.pad).toBe(true)
    expect((await desk.prepare(host)).enrolment.state).toBe('requested')
    expect(host.progress[0]).toBe('waiting-for-pin')
    expect(desk.shown()).toEqual([])
  })

  test('says so where the PIN was wrong', async () => {
    const host = await desk.host({ KOSHIN_PAD: '111111' })
    expect(await codeOf(desk.prepare(host))).toBe('pin-incorrect')
  })
})

describe.skipIf(!hasCompiler)('a host killed while a slow token makes the key (needs gcc)', () => {
  test('the next one waits until that is over, and makes no second key', async () => {
    const first = await desk.host({ KOSHIN_SLOW: '9' })
    first.onProgress = (step) => void (step === 'making-key' && setTimeout(() => first.child.kill('SIGKILL'), 500))
    await expect(desk.prepare(first)).rejects.toThrow('the host has ended')
    const second = await desk.host()
    const [planned] = (await second.request('enrolment.list', {})).enrolments
    const { enrolment } = await desk.prepare(second, { enrolment: planned?.id ?? '' })
    expect(second.progress).toEqual(['waiting-for-token', 'waiting-for-pin', 'signing'])
    expect(enrolment.state).toBe('requested')
    expect(keys()).toBe(2)
  })
})

describe.skipIf(!hasCompiler)('a driver that hangs (needs gcc)', () => {
  afterEach(() => vi.unstubAllEnvs())

  test('is killed at its time limit, and stays dead', async () => {
    vi.stubEnv('NODE_OPTIONS', '--import tsx')
    vi.stubEnv('KOSHIN_FAULT', 'C_Initialize=hang')
    vi.stubEnv('SOFTHSM2_CONF', desk.env.SOFTHSM2_CONF)
    const process = new ModuleProcess(module, { load: 1500 }, resolve('native-host/main.ts'))
    const start = performance.now()
    expect(await codeOf(process.call('load', { path: module }))).toBe('module-hung')
    expect(performance.now() - start).toBeLessThan(3000)
    expect(process.alive).toBe(false)
    expect(await codeOf(process.call('list-tokens', null))).toBe('module-hung')
    await process.end()
  })
})
