import { execFileSync, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { closeSync, constants, openSync, readFileSync, readSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { EXTENSION_ID_CHROMIUM, EXTENSION_ID_FIREFOX, HOST_METHODS, MAX_FRAME_BYTES } from '../../src/protocol/host.ts'
import { MAX_HELLO_BYTES, PROTOCOL_VERSION } from '../../src/protocol/identity.ts'
import { encodeRequest } from '../../src/protocol/json-rpc.ts'
import { Desk } from './desk.ts'
import { codeOf, frame, Host } from './host.ts'

let desk: Desk
beforeAll(() => {
  desk = new Desk()
})
afterAll(() => desk.clear())

/** What a pipe of Linux holds. */
const PIPE_BYTES = 64 * 1024

const start = (...args: string[]): Host => {
  const host = args.length === 0 ? new Host(desk.env) : new Host(desk.env, args)
  desk.hosts.push(host)
  return host
}
/** Takes the next id of the host's conversation, as each of its requests does. */
const helloOf = (protocol: number, host: Host) =>
  encodeRequest(++host.count, 'host.hello', { protocol, extension: '0.1.0', language: 'ja' })

describe('the first message', () => {
  test('is answered with who the host is', async () => {
    expect(await start().hello()).toEqual({
      protocol: PROTOCOL_VERSION,
      host: '0.1.0',
      journalSchema: 2,
      platform: process.platform,
    })
  })

  test.each([
    [PROTOCOL_VERSION + 1, 'host-outdated'],
    [0, 'extension-outdated'],
  ])('of protocol %i says which side is outdated, and a right one may follow', async (protocol, code) => {
    const host = start()
    host.send(helloOf(protocol, host))
    expect(await host.answer()).toMatchObject({
      id: 1,
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
    const both = [helloOf(PROTOCOL_VERSION, host), encodeRequest(2, 'enrolment.list', {})]
    host.child.stdin?.write(Buffer.concat(both.map((message) => frame(JSON.stringify(message)))))
    expect([(await host.answer()).id, (await host.answer()).id]).toEqual([1, 2])
  })
})

describe('what is no message of the protocol', () => {
  test('is told by its own error, before the hello and after', async () => {
    const host = start()
    for (const greeted of [false, true]) {
      if (greeted) await host.hello()
      host.child.stdin?.write(frame('{'))
      expect((await host.answer()).error?.code).toBe('message-invalid')
      host.send({ ...helloOf(1, host), more: 1 })
      expect(await host.answer()).toMatchObject({ id: host.count, error: { code: 'message-invalid' } })
      host.send({ jsonrpc: '2.0', id: ++host.count, method: 'token.sign', params: {} })
      expect(await host.answer()).toMatchObject({ id: host.count, error: { code: 'method-unknown' } })
    }
  })

  test.each([
    [false, MAX_HELLO_BYTES],
    [true, MAX_FRAME_BYTES],
  ])('ends the host where it is too long (greeted: %s, more than %i bytes)', async (greeted, most) => {
    const host = start()
    if (greeted) await host.hello()
    const header = Buffer.alloc(4)
    header.writeUInt32LE(most + 1)
    host.child.stdin?.write(header)
    expect((await host.answer()).error?.code).toBe('message-too-large')
    expect(await host.exited).toEqual({ code: 0, signal: null })
  })

  test('is refused where it is longer than its method needs, and the next one is taken', async () => {
    const host = start()
    await host.hello()
    const store = `pkcs11:${'x'.repeat(HOST_METHODS['certificate.list'].mostBytes)}`
    expect(await codeOf(host.request('certificate.list', { store }))).toBe('message-too-large')
    expect((await host.request('enrolment.list', {})).enrolments).toEqual([])
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

  test.each([
    ['the same', 20],
    ['an earlier', 3],
  ])('a request with %s id is refused without one, so that each id has one answer', async (_, id) => {
    const host = start()
    await host.hello()
    host.send(encodeRequest(20, 'store.list', {}))
    host.send(encodeRequest(id, 'enrolment.list', {}))
    expect(await host.answer()).toMatchObject({ id: null, error: { code: 'message-invalid', data: { detail: 'id' } } })
    expect(await host.answer()).toMatchObject({ id: 20, result: {} })
  })

  test('an id is used by the hello, and by what was refused', async () => {
    const host = start()
    host.send(helloOf(0, host))
    host.send({ ...helloOf(PROTOCOL_VERSION, host), id: 1 })
    host.send(helloOf(PROTOCOL_VERSION, host))
    host.send(encodeRequest(3, 'enrolment.list', {}))
    expect(await host.answer()).toMatchObject({ id: 1, error: { code: 'extension-outdated' } })
    expect(await host.answer()).toMatchObject({ id: null, error: { code: 'message-invalid' } })
    expect(await host.answer()).toMatchObject({ id: 3, result: {} })
    expect(await host.answer()).toMatchObject({ id: null, error: { code: 'message-invalid' } })
  })
})

describe('a flood', () => {
  const REFUSED = frame(`{"jsonrpc":"2.0","id":1,"method":"${'x'.repeat(60)}","params":{}}`)
  const CHUNK = Buffer.concat(Array<Buffer>(1000).fill(REFUSED))

  test('is not read while nobody reads the answers, and goes on when somebody does', async () => {
    const host = start()
    await host.hello()
    const { stdin, stdout } = host.child
    if (!stdin || !stdout) throw new Error('no pipes')
    stdout.pause()
    let taken = 0
    for (let waits = 0; waits < 2; ) {
      const passed = new Promise((resolve) => stdin.write(CHUNK, () => resolve(true)))
      if (await Promise.race([passed, sleep(2000)])) taken += CHUNK.length
      else waits = 2
      expect(taken, 'bytes that the host has taken without an answer being read').toBeLessThan(4 * 1024 * 1024)
    }
    stdout.resume()
    expect((await host.answer()).error?.code).toBe('message-invalid')
    while (stdin.writableLength > 0) await sleep(50)
    host.count = 1
    stdin.write(frame(JSON.stringify(encodeRequest(2, 'enrolment.list', {}))))
    let last = await host.answer()
    while (last.id !== 2) last = await host.answer()
    expect(last).toMatchObject({ id: 2, result: {} })
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
  /** The host on a pipe that is full, until it writes something or ends. */
  const onFullPipe = async (...args: string[]) => {
    const path = join(desk.folder, `pipe-${randomUUID()}`)
    execFileSync('mkfifo', [path])
    const pipe = openSync(path, constants.O_RDWR)
    writeSync(pipe, Buffer.alloc(PIPE_BYTES, frame('{}')))
    const child = spawn(process.execPath, ['--import', 'tsx', 'native-host/main.ts', ...args], {
      env: desk.env,
      stdio: [pipe, 'pipe', 'pipe'],
    })
    let written = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      written += chunk
      child.kill('SIGKILL')
    })
    child.stderr?.on('data', (chunk: Buffer) => {
      written += chunk
    })
    const [code] = await once(child, 'close')
    const left = bytesIn(path)
    closeSync(pipe)
    return { code, written, left }
  }

  const bytesIn = (path: string): number => {
    const pipe = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
    try {
      return readSync(pipe, Buffer.alloc(PIPE_BYTES))
    } catch {
      return 0
    } finally {
      closeSync(pipe)
    }
  }

  test.each([
    [['chrome-extension://abcdefghijklmnopabcdefghijklmnop/']],
    [['/x/jp.koshin.host.json', 'other@example']],
  ])('another extension is refused before a single byte is read, and told nothing: %j', async (args) => {
    expect(await onFullPipe(...args)).toEqual({ code: 2, written: '', left: PIPE_BYTES })
  })

  test('ours is read', async () => {
    const { written, left } = await onFullPipe(`chrome-extension://${EXTENSION_ID_CHROMIUM}/`)
    expect(written).toContain('message-invalid')
    expect(left).toBeLessThan(PIPE_BYTES)
  })

  test('Firefox is known by the id of the add-on', async () => {
    expect((await start('/x/jp.koshin.host.json', EXTENSION_ID_FIREFOX).hello()).protocol).toBe(PROTOCOL_VERSION)
  })
})

test('what our own code prints does not get into the protocol: it goes to the log and to stderr', async () => {
  const program = `
    import { keepStdoutForProtocol } from './native-host/stdio/quiet.ts'
    keepStdoutForProtocol()
    console.log('printed by a library')
    console.error('told by a library')
    process.stdout.write('written by a library')
    setTimeout(() => process.exit(0), 1000)`
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', program], {
    env: desk.env,
  })
  let [out, err] = ['', '']
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk
  })
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk
  })
  await once(child, 'close')
  expect({ out, err }).toEqual({ out: '', err: 'written by a library' })
  const log = readFileSync(desk.tools.path('state/koshin/koshin.log'), 'utf8')
  expect(log).toContain('printed by a library')
  expect(log).toContain('told by a library')
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
