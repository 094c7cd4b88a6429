import { resolve } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { ModuleProcess } from '../../native-host/pkcs11/module-process.ts'
import { FaultModule, hasCompiler, type Rule } from '../fault-module/fault-module.ts'
import { Desk, installing, LABEL } from './desk.ts'
import { codeOf, type Host } from './host.ts'
import { PIN } from './token.ts'

/** What SoftHSM2 never does: see fault-module.c. */

let module: FaultModule
beforeAll(() => {
  if (hasCompiler) module = FaultModule.build()
})
afterAll(() => module?.remove())

let desk: Desk
beforeEach(() => {
  desk = Desk.ready()
  module?.clear()
  module?.reset()
  desk.configure({ modules: hasCompiler ? [module.path] : [] })
  desk.typesNext(PIN, PIN, PIN)
})
afterEach(() => desk.clear())

const hostWith = (...rules: Rule[]) => {
  module.tell(...rules)
  return desk.host()
}
const keys = () => desk.tools.objects(LABEL).match(/Private Key Object/g)?.length

describe.skipIf(!hasCompiler)('a driver that fails (needs gcc)', () => {
  test('crashing at its start is told, and the host lives', async () => {
    const host = await hostWith({ call: 'C_Initialize', do: 'crash' })
    const { modules } = await host.request('store.list', {})
    expect(modules).toEqual([{ name: 'fault-module.so', state: 'crashed' }])
    expect(await codeOf(host.request('certificate.list', { store: 'pkcs11:serial=1' }))).toBe('module-crashed')
  })

  test('crashing while the key is made: the enrolment stays, and a fresh process goes on', async () => {
    const first = await hostWith({ call: 'C_GenerateKeyPair', do: 'crash' })
    expect(await codeOf(desk.prepare(first))).toBe('module-crashed')
    const [planned] = (await first.request('enrolment.list', {})).enrolments
    expect(planned?.state).toBe('planned')
    await first.close()
    const second = await hostWith()
    expect((await desk.prepare(second, { enrolment: planned?.id ?? '' })).enrolment.state).toBe('requested')
    expect(keys()).toBe(2)
  })

  test.each([
    ['C_GenerateKeyPair', 'CKR_DEVICE_MEMORY', 'token-full'],
    ['C_GenerateKeyPair', 'CKR_TOKEN_WRITE_PROTECTED', 'token-read-only'],
    ['C_GenerateKeyPair', 'CKR_MECHANISM_INVALID', 'token-unsupported'],
    ['C_GenerateKeyPair', 'CKR_DEVICE_ERROR', 'token-failed'],
    ['C_Login', 'CKR_PIN_LOCKED', 'pin-locked'],
    ['C_Login', 'CKR_FUNCTION_CANCELED', 'pin-cancelled'],
    ['C_Sign', 'CKR_DEVICE_REMOVED', 'token-removed'],
    ['C_Login', 'CKR_SESSION_READ_ONLY_EXISTS', 'token-busy'],
  ])('%s with %s is %s, and no second key is made afterwards', async (call, rv, code) => {
    const host = await hostWith({ call, do: { rv } })
    expect(await codeOf(desk.prepare(host))).toBe(code)
    expect(keys()).toBe(call === 'C_Sign' ? 2 : 1)
  })

  test('refusing our template gets a leaner one', async () => {
    const host = await hostWith({ call: 'C_GenerateKeyPair', do: { rv: 'CKR_TEMPLATE_INCONSISTENT' } })
    expect(await codeOf(desk.prepare(host))).toBe('token-unsupported')
    expect(module.calls().get('C_GenerateKeyPair')).toBe(2)
    module.tell({ call: 'C_GenerateKeyPair', nth: 1, do: { rv: 'CKR_TEMPLATE_INCONSISTENT' } })
    desk.typesNext(PIN)
    expect((await desk.prepare(host)).enrolment.state).toBe('requested')
    expect(keys()).toBe(2)
  })

  test('that logged the user out gets the PIN once more, not for ever', async () => {
    const host = await hostWith({ call: 'C_Sign', do: { rv: 'CKR_USER_NOT_LOGGED_IN' } })
    expect(await codeOf(desk.prepare(host))).toBe('token-failed')
    expect(desk.shown()).toHaveLength(2)
  })
})

describe.skipIf(!hasCompiler)('a token whose flags say that it is of no use now (needs gcc)', () => {
  const flagged: [string, Rule, string][] = [
    ['write-protected', { set: ['WRITE_PROTECTED'] }, 'token-read-only'],
    ['PIN to be changed', { set: ['USER_PIN_TO_BE_CHANGED'] }, 'pin-expired'],
    ['PIN not set', { clear: ['USER_PIN_INITIALIZED'] }, 'pin-not-set'],
    ['PIN locked', { set: ['USER_PIN_LOCKED'] }, 'pin-locked'],
  ]
  test.each(flagged)('%s: told before anything is asked or made', async (_, rule, code) => {
    const host = await hostWith(rule)
    module.reset()
    expect(await codeOf(desk.prepare(host))).toBe(code)
    expect(desk.shown()).toEqual([])
    expect(module.logIns()).toEqual([])
    expect(keys()).toBe(1)
  })
})

describe.skipIf(!hasCompiler)('a token pulled out while the key is made (needs gcc)', () => {
  const STORE = `pkcs11:token=${encodeURIComponent(LABEL)}`

  test.each(['unplug', 'unplug-after'] as const)('%s: told, and once it is back one key is there', async (deed) => {
    const host = await hostWith({ call: 'C_GenerateKeyPair', do: deed })
    expect(await codeOf(desk.prepare(host))).toBe('token-removed')
    expect(module.unplugged).toBe(true)
    expect(await codeOf(host.request('certificate.list', { store: STORE }))).toBe('token-missing')
    module.clear()
    const [planned] = (await host.request('enrolment.list', {})).enrolments
    const { enrolment } = await desk.prepare(host, { enrolment: planned?.id ?? '' })
    expect(enrolment.state).toBe('requested')
    expect(keys()).toBe(2)
  })
})

describe.skipIf(!hasCompiler)('a token that lies (needs gcc)', () => {
  test('about where the key was made: the key is removed, no request leaves', async () => {
    const host = await hostWith({ attribute: 'CKA_LOCAL', is: false })
    expect(await codeOf(desk.prepare(host))).toBe('key-unprotected')
    expect(keys()).toBe(1)
    expect((await host.request('enrolment.list', {})).enrolments).toMatchObject([{ state: 'discarded' }])
  })

  test('in its signature: no request leaves', async () => {
    const host = await hostWith({ call: 'C_Sign', do: 'lie' })
    expect(await codeOf(desk.prepare(host))).toBe('proof-failed')
  })

  const installingWith = async (fault: Rule): Promise<{ code: string; id: string }> => {
    const first = await hostWith()
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
    const host: Host = await hostWith()
    return (await host.request('enrolment.install', installing(id, null))).enrolment.state
  }

  test('about the id of the key: the key is removed while it is in hand', async () => {
    const host = await hostWith({ token: 'overwrites-id' })
    expect(await codeOf(desk.prepare(host))).toBe('token-unsupported')
    expect(keys()).toBe(1)
  })

  test('about having logged in: nothing is taken for lost', async () => {
    const host = await hostWith({ call: 'C_Login', do: 'lie' })
    expect(await codeOf(desk.prepare(host))).toBe('token-failed')
    expect((await host.request('enrolment.list', {})).enrolments).toEqual([])
  })

  test('about having removed a key: the enrolment is not called discarded', async () => {
    const host = await hostWith()
    const { enrolment } = await desk.prepare(host)
    module.tell({ call: 'C_DestroyObject', do: 'lie' })
    expect(await codeOf(host.request('enrolment.discard', { enrolment: enrolment.id }))).toBe('token-failed')
    expect(desk.record(enrolment.id).state).toBe('requested')
    module.clear()
    await host.request('enrolment.discard', { enrolment: enrolment.id })
    expect(keys()).toBe(1)
  })

  test('about having written: the answer is kept and written later', async () => {
    const { code, id } = await installingWith({ call: 'C_CreateObject', do: 'lie' })
    expect(code).toBe('write-not-kept')
    expect(desk.record(id).state).toBe('issued')
    expect(await installedAfterwards(id)).toBe('done')
  })

  test.each([{ drop: 1 }, { spoil: 1 }])(
    'that loses what was written (%j): the same, and what is spoilt goes',
    async (deed) => {
      const { code, id } = await installingWith({ call: 'C_CreateObject', do: deed })
      expect(code).toBe('write-not-kept')
      expect(await installedAfterwards(id)).toBe('done')
      expect(desk.tools.objects(LABEL).match(/Certificate Object/g)).toHaveLength(2)
    },
  )

  test.each(['unplug', 'unplug-after'] as const)(
    'or is pulled out while it is written (%s): the same',
    async (deed) => {
      const { code, id } = await installingWith({ call: 'C_CreateObject', do: deed })
      expect(code).toBe('token-removed')
      expect(await installedAfterwards(id)).toBe('done')
      expect(desk.tools.objects(LABEL).match(/Certificate Object/g)).toHaveLength(2)
    },
  )

  test('or is full: the same', async () => {
    const { code, id } = await installingWith({ token: 'full' })
    expect(code).toBe('token-full')
    expect(await installedAfterwards(id)).toBe('done')
  })

  test('in the proof: written, but not called proven', async () => {
    const { code, id } = await installingWith({ call: 'C_Sign', do: 'lie' })
    expect(code).toBe('proof-failed')
    expect(desk.record(id).state).toBe('written')
    expect(await installedAfterwards(id)).toBe('done')
  })
})

describe.skipIf(!hasCompiler)('a token that counts (needs gcc)', () => {
  const counting = (tries: number) => hostWith({ tries })

  test('asks before the last try; stopping there burns nothing', async () => {
    const host = await counting(2)
    desk.typesNext('111111', false)
    expect(await codeOf(desk.prepare(host))).toBe('pin-cancelled')
    const [, question] = desk.shown()
    expect(question?.question).toBe('CONFIRM')
    expect(question?.description).toContain('あと1回だけです。')
    expect(module.wrongPins).toBe(1)
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
    const host = await hostWith({ pad: PIN })
    expect((await host.request('store.list', {})).stores[0]?.pin.pad).toBe(true)
    expect((await desk.prepare(host)).enrolment.state).toBe('requested')
    expect(host.progress[0]).toBe('waiting-for-pin')
    expect(desk.shown()).toEqual([])
  })

  test('says so where the PIN was wrong', async () => {
    const host = await hostWith({ pad: '111111' })
    expect(await codeOf(desk.prepare(host))).toBe('pin-incorrect')
  })
})

describe.skipIf(!hasCompiler)('a host killed while a slow token makes the key (needs gcc)', () => {
  test('the next one waits until that is over, and makes no second key', async () => {
    const first = await hostWith({ call: 'C_GenerateKeyPair', do: { sleep: 9000 } })
    first.onProgress = (step) => void (step === 'making-key' && setTimeout(() => first.child.kill('SIGKILL'), 500))
    await expect(desk.prepare(first)).rejects.toThrow('the host has ended')
    const second = await hostWith()
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
    module.tell({ call: 'C_Initialize', do: 'hang' })
    vi.stubEnv('SOFTHSM2_CONF', desk.env.SOFTHSM2_CONF)
    const process = new ModuleProcess(module.path, {
      secondsFor: { load: 1.5 },
      program: resolve('native-host/main.ts'),
      stateFolder: desk.tools.path('state'),
    })
    const start = performance.now()
    expect(await codeOf(process.call('load', { path: module.path, database: null }))).toBe('module-hung')
    expect(performance.now() - start).toBeLessThan(3000)
    expect(process.alive).toBe(false)
    expect(await codeOf(process.call('list-tokens', null))).toBe('module-hung')
    await process.end()
  })
})
