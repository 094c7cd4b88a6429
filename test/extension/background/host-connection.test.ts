import { beforeEach, describe, expect, it, vi } from 'vitest'
import { PROTOCOL_VERSION } from '../../../src/protocol/identity.ts'
import { encodeError, encodeProgress, encodeResult } from '../../../src/protocol/json-rpc.ts'
import { type FakeBrowser, type FakePort, makeFakeBrowser } from '../fake-browser.ts'

const fake = vi.hoisted(() => ({ browser: {} as FakeBrowser }))
vi.mock('webextension-polyfill', () => ({
  default: new Proxy({}, { get: (_, key) => Reflect.get(fake.browser, key) }),
}))
vi.stubGlobal('__VERSION__', '0.1.0')

type HostRules = import('../../../extension/background/host-connection.ts').HostRules
const { HostConnection } = await import('../../../extension/background/host-connection.ts')

const HELLO = { protocol: PROTOCOL_VERSION, host: '0.1.0', journalSchema: 1, platform: 'linux' }
const EMPTY = { enrolments: [], unreadable: 0 }
const settled = () => new Promise((done) => setTimeout(done, 0))

const listener = { progress: vi.fn(), pin: vi.fn(async () => '1234'), lost: vi.fn() }
let rules: HostRules
let connection: InstanceType<typeof HostConnection>

beforeEach(() => {
  fake.browser = makeFakeBrowser()
  vi.clearAllMocks()
  rules = { modules: null, minimumHostVersion: null }
  connection = new HostConnection(
    listener,
    () => 'ja',
    async () => rules,
  )
})

const port = (at = 0): FakePort => {
  const found = fake.browser.ports[at]
  if (!found) throw new Error(`no port ${at}`)
  return found
}

/** A call whose greeting has been answered. */
const greeted = async () => {
  const call = connection.call('enrolment.list', {})
  call.catch(() => {})
  await settled()
  port().onMessage.fire(encodeResult(1, HELLO))
  await settled()
  return call
}

describe('the port to the host', () => {
  it('is greeted once, with the protocol and the language', async () => {
    const call = greeted()
    await settled()
    port().onMessage.fire(encodeResult(2, EMPTY))
    await call
    expect(port().posted[0]).toEqual({
      jsonrpc: '2.0',
      id: 1,
      method: 'host.hello',
      params: { protocol: PROTOCOL_VERSION, extension: '0.1.0', language: 'ja' },
    })
    void connection.call('enrolment.list', {}).catch(() => {})
    await settled()
    expect(fake.browser.ports).toHaveLength(1)
    expect(port().posted.map((message) => (message as { method: string }).method)).toEqual([
      'host.hello',
      'enrolment.list',
      'enrolment.list',
    ])
  })

  it('sends the next call only when the one before is answered', async () => {
    void connection.call('enrolment.list', {}).catch(() => {})
    void connection.call('store.list', {}).catch(() => {})
    await settled()
    port().onMessage.fire(encodeResult(1, HELLO))
    await settled()
    expect(port().posted).toHaveLength(2)
    port().onMessage.fire(encodeResult(2, EMPTY))
    await settled()
    expect(port().posted).toHaveLength(3)
  })

  it('passes progress on, and answers the question for a PIN on the same port', async () => {
    void greeted()
    await settled()
    port().onMessage.fire(encodeProgress('making-key'))
    expect(listener.progress).toHaveBeenCalledWith('making-key')
    const params = {
      token: 'Renshu …4f21',
      bankName: 'れんしゅう信用金庫',
      origin: null,
      purpose: 'make-key',
      secret: 'pin',
      tries: 'ok',
      again: false,
      minLength: 4,
      maxLength: 16,
    }
    port().onMessage.fire({ jsonrpc: '2.0', id: 9, method: 'pin.enter', params })
    await settled()
    expect(port().posted.at(-1)).toEqual({ jsonrpc: '2.0', id: 9, result: { pin: '1234' } })
  })
})

describe("the administrator's rules", () => {
  const methods = () => port().posted.map((message) => (message as { method: string }).method)

  it('restrict the drivers before anything else is asked', async () => {
    rules = { modules: ['libeToken.so'], minimumHostVersion: '0.1.0' }
    const call = greeted()
    await settled()
    expect(port().posted.at(-1)).toMatchObject({
      id: 2,
      method: 'host.restrict',
      params: { modules: ['libeToken.so'] },
    })
    port().onMessage.fire(encodeResult(2, {}))
    await settled()
    port().onMessage.fire(encodeResult(3, EMPTY))
    await call
    expect(methods()).toEqual(['host.hello', 'host.restrict', 'enrolment.list'])
  })

  it('refuse a host that is older than they say, which is asked nothing', async () => {
    rules = { modules: ['libeToken.so'], minimumHostVersion: '0.2.0' }
    const error = { code: 'host-outdated', data: { ours: '0.2.0', theirs: '0.1.0' } }
    await expect(greeted()).rejects.toMatchObject(error)
    expect([methods(), port().disconnected]).toEqual([['host.hello'], true])
  })

  it('are asked for again by the next conversation', async () => {
    rules = { modules: null, minimumHostVersion: '0.2.0' }
    await expect(greeted()).rejects.toMatchObject({ code: 'host-outdated' })
    rules = { modules: null, minimumHostVersion: null }
    const call = connection.call('enrolment.list', {})
    await settled()
    port(1).onMessage.fire(encodeResult(1, HELLO))
    await settled()
    port(1).onMessage.fire(encodeResult(2, EMPTY))
    await expect(call).resolves.toEqual(EMPTY)
  })
})

describe('errors of the port are typed', () => {
  it('an error of the host keeps its code and data', async () => {
    const call = greeted()
    await settled()
    port().onMessage.fire(encodeError(2, { code: 'pin-locked', data: { pinTries: 'locked' } }))
    await expect(call).rejects.toMatchObject({ code: 'pin-locked', data: { pinTries: 'locked' } })
  })

  it.each([
    ['Specified native messaging host not found.', 'host-missing'],
    ['Access to the specified native messaging host is forbidden.', 'host-forbidden'],
    ['No such native application jp.koshin.host', 'host-missing'],
  ])('%s', async (message, code) => {
    const call = connection.call('enrolment.list', {})
    call.catch(() => {})
    await settled()
    port().drop(message)
    await expect(call).rejects.toMatchObject({ code })
  })

  it('a version mismatch closes the port, and the next call tries a fresh one', async () => {
    const call = connection.call('enrolment.list', {})
    call.catch(() => {})
    await settled()
    port().onMessage.fire(encodeError(1, { code: 'host-outdated', data: { ours: '0', theirs: '1' } }))
    await expect(call).rejects.toMatchObject({ code: 'host-outdated' })
    expect(port().disconnected).toBe(true)
    void connection.call('enrolment.list', {}).catch(() => {})
    await settled()
    expect(fake.browser.ports).toHaveLength(2)
  })

  it('a host that goes while it works is lost, and the worker is told', async () => {
    const call = greeted()
    call.catch(() => {})
    await settled()
    port().drop('Native host has exited.')
    await expect(call).rejects.toMatchObject({ code: 'host-lost' })
    expect(listener.lost).toHaveBeenCalledOnce()
  })

  it.each([
    ['an answer of another shape', encodeResult(2, { enrolments: 'all' } as never)],
    ['a message that is none', { hello: 'there' }],
  ])('%s is message-invalid', async (_what, message) => {
    const call = greeted()
    call.catch(() => {})
    await settled()
    port().onMessage.fire(message)
    await expect(call).rejects.toMatchObject({ code: 'message-invalid' })
  })

  it('an answer that does not come is host-timeout, and the port is closed', async () => {
    vi.useFakeTimers()
    const call = connection.call('enrolment.list', {})
    const refused = expect(call).rejects.toMatchObject({ code: 'host-timeout', data: { step: 'host.hello' } })
    await vi.advanceTimersByTimeAsync(5_001)
    await refused
    expect(port().disconnected).toBe(true)
    vi.useRealTimers()
  })
})
