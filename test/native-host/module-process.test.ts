import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readConfig } from '../../native-host/config.ts'
import { recordCrash, unstable } from '../../native-host/pkcs11/crashes.ts'
import type { KoshinError } from '../../src/protocol/errors.ts'
import { FaultModule, hasCompiler, type Rule } from '../fault-module/fault-module.ts'
import { FUNCTIONS } from '../fault-module/rule.ts'
import { Desk, installing, LABEL } from './desk.ts'
import type { Host } from './host.ts'
import { PIN } from './token.ts'

let desk: Desk
let module: FaultModule
beforeEach(() => {
  desk = Desk.ready()
  module = FaultModule.build()
  desk.configure({ modules: [module.path] })
  desk.typesNext(PIN, PIN, PIN)
})
afterEach(async () => {
  await desk.clear()
  module.remove()
})

const hostWith = (...rules: Rule[]): Promise<Host> => {
  module.tell(...rules)
  return desk.host()
}
const errorOf = (promise: Promise<unknown>): Promise<KoshinError> =>
  promise.then(
    () => Promise.reject(new Error('nothing thrown')),
    (error) => error,
  )
const keys = () => desk.tools.objects(LABEL).match(/Private Key Object/g)?.length
const logLines = (): Record<string, unknown>[] =>
  readFileSync(desk.tools.path('state/koshin/koshin.log'), 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line))

describe.skipIf(!hasCompiler)('a driver that crashes (needs gcc)', () => {
  const listing = (host: Host) => host.request('certificate.list', { store: 'pkcs11:serial=1' })
  const stateOf = async (host: Host) => (await host.request('store.list', {})).modules

  test('is named by its path and its own version', async () => {
    const host = await hostWith({ call: 'C_GetSlotList', do: 'crash' })
    const { code, data } = await errorOf(listing(host))
    expect(code).toBe('module-crashed')
    expect(data).toMatchObject({
      module: 'fault-module.so',
      path: module.path,
      version: expect.stringMatching(/^SoftHSM Implementation of PKCS11 2\.\d$/),
      detail: 'SIGABRT',
    })
  })

  test('before it has said its version is named by size and digest of its file; the home folder is not told', async () => {
    module.tell({ call: 'C_Initialize', do: 'crash' })
    const host = await desk.host({ HOME: module.folder })
    const { data } = await errorOf(listing(host))
    expect(data.path).toBe('~/fault-module.so')
    expect(data.version).toMatch(/^\d+ bytes, SHA-256 [0-9a-f]{12}$/)
  })

  test('twice within ten minutes is not loaded a third time, whichever host asks', async () => {
    const first = await hostWith({ call: 'C_Initialize', do: 'crash' })
    expect(await stateOf(first)).toEqual([{ name: 'fault-module.so', state: 'crashed' }])
    await first.close()
    const second = await desk.host()
    expect(await stateOf(second)).toEqual([{ name: 'fault-module.so', state: 'crashed' }])
    module.clear()
    module.reset()
    expect(await stateOf(second)).toEqual([{ name: 'fault-module.so', state: 'unstable' }])
    const { code, data } = await errorOf(listing(second))
    expect(code).toBe('module-unstable')
    expect(data).toMatchObject({
      module: 'fault-module.so',
      path: module.path,
      version: expect.stringContaining('SHA-256'),
    })
    expect(module.calls().size).toBe(0)
  })

  test('is loaded again once its file is another', async () => {
    const host = await hostWith({ call: 'C_Initialize', do: 'crash' })
    await stateOf(host)
    await stateOf(host)
    module.clear()
    expect(await stateOf(host)).toEqual([{ name: 'fault-module.so', state: 'unstable' }])
    appendFileSync(module.path, 'an update')
    expect(await stateOf(host)).toEqual([{ name: 'fault-module.so', state: 'ok' }])
  })

  test('is not blamed for a signal from outside', async () => {
    const host = await hostWith({ call: 'C_GetSlotList', do: { sleep: 400 } })
    for (let round = 0; round < 3; round++) {
      const state = stateOf(host)
      await sleep(300)
      for (const pid of childrenOf(host)) process.kill(pid, 'SIGKILL')
      expect(await state).toEqual([{ name: 'fault-module.so', state: 'crashed' }])
    }
  })
})

const childrenOf = (host: Host): number[] =>
  readFileSync(`/proc/${host.child.pid}/task/${host.child.pid}/children`, 'utf8').split(' ').map(Number).filter(Boolean)

describe('the count of crashes', () => {
  const MINUTE = 60_000
  const state = () => desk.tools.path('state')
  const isUnstable = (now: number) => unstable(state(), module.path, now) !== null
  const crashFile = () => `${state()}/driver-crashes/${readdirSync(`${state()}/driver-crashes`)[0]}`

  test('reaches two within ten minutes, and forgets', () => {
    recordCrash(state(), module.path, '1.0', 0)
    expect(isUnstable(MINUTE)).toBe(false)
    recordCrash(state(), module.path, '1.0', 4 * MINUTE)
    expect(isUnstable(9.9 * MINUTE)).toBe(true)
    expect(isUnstable(10 * MINUTE)).toBe(false)
    expect(unstable(state(), '/another/module.so', MINUTE)).toBeNull()
  })

  test('begins its file anew where nothing in it is of late', () => {
    for (let hour = 0; hour < 50; hour++) recordCrash(state(), module.path, '1.0', hour * 60 * MINUTE)
    expect(readFileSync(crashFile(), 'utf8').split('\n')).toHaveLength(2)
  })

  test('takes a damaged line for none', () => {
    recordCrash(state(), module.path, '1.0', 0)
    recordCrash(state(), module.path, '1.0', 1)
    const whole = readFileSync(crashFile())
    for (let at = 0; at < whole.length; at++) {
      writeFileSync(crashFile(), whole.subarray(0, at))
      expect(isUnstable(2), `${at}`).toBe(at === whole.length - 1)
    }
    writeFileSync(crashFile(), Buffer.from([0xff, 0xfe, 0, 1]))
    expect(isUnstable(2)).toBe(false)
  })
})

describe('time limits in config.json', () => {
  const config = (secondsFor: unknown) => {
    const file = desk.tools.path('one.json')
    writeFileSync(file, JSON.stringify({ secondsFor }))
    return readConfig(file).secondsFor
  }

  test('are seconds for a verb', () => {
    expect(config({ 'make-key': 600, load: 0.2 })).toEqual({ 'make-key': 600, load: 0.2 })
  })

  test.each([{ 'make-key': 0.1 }, { 'make-key': 3601 }, { 'make-key': '60' }, { 'log-out': 5 }, { sing: 5 }, 5])(
    '%j is refused',
    (secondsFor) => expect(() => config(secondsFor)).toThrow('module-invalid'),
  )

  test.skipIf(!hasCompiler)('end a driver that hangs (needs gcc)', async () => {
    desk.configure({ modules: [module.path], secondsFor: { 'make-key': 1 } })
    const host = await hostWith({ call: 'C_GenerateKeyPair', do: 'hang' })
    const start = performance.now()
    const { code, data } = await errorOf(desk.prepare(host))
    expect(performance.now() - start).toBeLessThan(5000)
    expect(code).toBe('module-hung')
    expect(data).toMatchObject({ path: module.path, version: expect.stringContaining('SoftHSM') })
  })
})

describe.skipIf(!hasCompiler)('a driver on its way out (needs gcc)', () => {
  test('is not waited for more than two seconds, and that is nobody’s fault', async () => {
    const host = await hostWith({ call: 'C_Finalize', do: 'hang' })
    for (let round = 0; round < 3; round++) {
      const start = performance.now()
      expect((await host.request('store.list', {})).modules).toEqual([{ name: 'fault-module.so', state: 'ok' }])
      expect(performance.now() - start).toBeLessThan(4000)
    }
  })

  test('may crash there', async () => {
    const host = await hostWith({ call: 'C_Finalize', do: 'crash' })
    for (let round = 0; round < 3; round++)
      expect((await host.request('store.list', {})).modules).toEqual([{ name: 'fault-module.so', state: 'ok' }])
  })
})

test.skipIf(!hasCompiler)('what a driver prints never reaches the browser (needs gcc)', async () => {
  const host = await hostWith(...FUNCTIONS.map((call) => ({ call, do: 'noise' }) as const))
  const preparation = await desk.prepare(host)
  const request = installing(preparation.enrolment.id, desk.bankAnswers(preparation))
  expect((await host.request('enrolment.install', request)).enrolment.state).toBe('done')
})

describe.skipIf(!hasCompiler)('a host that is gone in the middle of a call (needs gcc)', () => {
  const killedWhileMaking = async (rule: Rule) => {
    const first = await hostWith(rule)
    first.onProgress = (step) => void (step === 'making-key' && setTimeout(() => first.child.kill('SIGKILL'), 500))
    await expect(desk.prepare(first)).rejects.toThrow('the host has ended')
    const second = await hostWith()
    const [planned] = (await second.request('enrolment.list', {})).enrolments
    const { enrolment } = await desk.prepare(second, { enrolment: planned?.id ?? '' })
    return { enrolment, orphans: logLines().filter(({ event }) => event === 'orphaned call') }
  }

  test('the call is finished, its end is written down, and the next host says so and makes no second key', async () => {
    const { enrolment, orphans } = await killedWhileMaking({ call: 'C_GenerateKeyPair', do: { sleep: 3000 } })
    const id = desk.record(enrolment.id).keyId.slice(0, 12)
    expect(orphans).toMatchObject([{ verb: 'make-key', id, outcome: 'ok' }])
    expect(enrolment.state).toBe('requested')
    expect(keys()).toBe(2)
    expect(module.calls().get('C_GenerateKeyPair')).toBe(1)
    expect(readdirSync(desk.tools.path('state/koshin/orphaned-calls'))).toEqual([])
  })

  test('a call that failed is written down as that', async () => {
    const sleeping = { call: 'C_GenerateKeyPair', do: { sleep: 2000 } } as const
    module.tell(sleeping, { call: 'C_GenerateKeyPair', do: { rv: 'CKR_DEVICE_ERROR' } })
    const first = await desk.host()
    first.onProgress = (step) => void (step === 'making-key' && setTimeout(() => first.child.kill('SIGKILL'), 500))
    await expect(desk.prepare(first)).rejects.toThrow('the host has ended')
    await sleep(2500)
    const [file] = readdirSync(desk.tools.path('state/koshin/orphaned-calls'))
    expect(JSON.parse(readFileSync(desk.tools.path(`state/koshin/orphaned-calls/${file}`), 'utf8'))).toMatchObject({
      verb: 'make-key',
      outcome: 'CKR_DEVICE_ERROR',
    })
  })

  test('it has logged out before it ends, and ends even where the driver never lets it', async () => {
    const first = await hostWith({ call: 'C_GenerateKeyPair', do: { sleep: 1500 } }, { call: 'C_Finalize', do: 'hang' })
    let workers: number[] = []
    first.onProgress = (step) => {
      if (step !== 'making-key') return
      workers = childrenOf(first)
      setTimeout(() => first.child.kill('SIGKILL'), 300)
    }
    module.reset()
    await expect(desk.prepare(first)).rejects.toThrow('the host has ended')
    await sleep(8000)
    expect(module.calls().get('C_Logout')).toBe(1)
    expect(workers.filter(isAlive)).toEqual([])
  })
})

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
