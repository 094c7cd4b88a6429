import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { EXTENSION_ID_FIREFOX, MAX_FRAME_BYTES } from '../../src/protocol/host.ts'
import { PROTOCOL_VERSION } from '../../src/protocol/identity.ts'
import { encodeRequest } from '../../src/protocol/json-rpc.ts'
import { Desk } from './desk.ts'
import { codeOf, frame, Host } from './host.ts'

let desk: Desk
beforeAll(() => {
  desk = new Desk()
})
afterAll(() => desk.clear())

const start = (...args: string[]): Host => {
  const host = args.length === 0 ? new Host(desk.env) : new Host(desk.env, args)
  desk.hosts.push(host)
  return host
}
const helloOf = (protocol: number) => encodeRequest(7, 'host.hello', { protocol, extension: '0.1.0', language: 'ja' })

describe('the first message', () => {
  test('is answered with who the host is', async () => {
    expect(await start().hello()).toEqual({
      protocol: PROTOCOL_VERSION,
      host: '0.1.0',
      journalSchema: 1,
      platform: process.platform,
    })
  })

  test.each([
    [PROTOCOL_VERSION + 1, 'host-outdated'],
    [0, 'extension-outdated'],
  ])('of protocol %i says which side is outdated, and a right one may follow', async (protocol, code) => {
    const host = start()
    host.send(helloOf(protocol))
    expect(await host.answer()).toMatchObject({
      id: 7,
      error: { code, data: { ours: String(PROTOCOL_VERSION), theirs: String(protocol) } },
    })
    expect((await host.hello()).protocol).toBe(PROTOCOL_VERSION)
  })

  test('must be a hello', async () => {
    const host = start()
    expect(await codeOf(host.request('store.list', {}))).toBe('hello-missing')
    await host.hello()
    expect((await host.request('enrolment.list', {})).enrolments).toEqual([])
  })

  test('may come together with the next one', async () => {
    const host = start()
    const both = [helloOf(1), encodeRequest(8, 'enrolment.list', {})].map((message) => frame(JSON.stringify(message)))
    host.child.stdin?.write(Buffer.concat(both))
    expect([(await host.answer()).id, (await host.answer()).id]).toEqual([7, 8])
  })
})

describe('what is no message of the protocol', () => {
  test('is told by its own error, before the hello and after', async () => {
    const host = start()
    for (const greeted of [false, true]) {
      if (greeted) await host.hello()
      host.child.stdin?.write(frame('{'))
      expect((await host.answer()).error?.code).toBe('message-invalid')
      host.send({ ...helloOf(1), more: 1 })
      expect(await host.answer()).toMatchObject({ id: 7, error: { code: 'message-invalid' } })
      host.send({ jsonrpc: '2.0', id: 9, method: 'token.sign', params: {} })
      expect(await host.answer()).toMatchObject({ id: 9, error: { code: 'method-unknown' } })
    }
  })

  test.each([false, true])('ends the host where it is too long (greeted: %s)', async (greeted) => {
    const host = start()
    if (greeted) await host.hello()
    const header = Buffer.alloc(4)
    header.writeUInt32LE(MAX_FRAME_BYTES + 1)
    host.child.stdin?.write(header)
    expect((await host.answer()).error?.code).toBe('message-too-large')
    expect(await host.exited).toEqual({ code: 0, signal: null })
  })
})

describe('one at a time', () => {
  test('a second request is refused, the first goes on', async () => {
    const host = start()
    await host.hello()
    host.send(encodeRequest(20, 'store.list', {}))
    host.send(encodeRequest(21, 'enrolment.list', {}))
    expect(await host.answer()).toMatchObject({ id: 21, error: { code: 'busy' } })
    expect(await host.answer()).toMatchObject({ id: 20, result: {} })
  })
})

describe('the end', () => {
  test('of the stream ends the host, greeted or not', async () => {
    for (const greeted of [true, false]) {
      const host = start()
      if (greeted) await host.hello()
      host.child.stdin?.end()
      expect(await host.exited).toEqual({ code: 0, signal: null })
    }
  })

  test('in the middle of a frame does too', async () => {
    const host = start()
    await host.hello()
    host.child.stdin?.end(Buffer.of(9, 0, 0, 0, 0x7b))
    expect((await host.exited).code).toBe(0)
  })
})

describe('who may call', () => {
  test('another extension is refused before anything is read', async () => {
    const host = start('chrome-extension://abcdefghijklmnopabcdefghijklmnop/')
    host.send(helloOf(1))
    await expect(host.answer()).rejects.toThrow('the host has ended')
    expect((await host.exited).code).toBe(2)
  })

  test('Firefox is known by the id of the add-on', async () => {
    expect((await start('/x/jp.koshin.host.json', EXTENSION_ID_FIREFOX).hello()).protocol).toBe(PROTOCOL_VERSION)
  })
})

test('the log tells what was asked and how it ended', async () => {
  const host = start()
  await host.hello()
  await host.request('enrolment.list', {})
  await host.close()
  const lines = readFileSync(desk.tools.path('state/koshin/koshin.log'), 'utf8').trim().split('\n')
  expect(lines.map((line) => JSON.parse(line))).toContainEqual(
    expect.objectContaining({ event: 'enrolment.list', outcome: 'ok' }),
  )
})
