import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { FrameReader } from '../../native-host/stdio/frame.ts'
import { readHello } from '../../native-host/stdio/hello.ts'
import { KoshinError } from '../../src/protocol/errors.ts'
import { decodeRequest } from '../../src/protocol/json-rpc.ts'
import { judgeByHost, judgeFatal, judgeInProcess } from '../faults/judge-frames.ts'
import { Desk } from './desk.ts'
import { frame } from './host.ts'

/** A sample of test/faults/frames.grid.ts, thrown by another seed. */

const SEED = 20260405

let desk: Desk
beforeAll(() => {
  desk = new Desk()
  desk.configure({ modules: [] })
})
afterAll(() => desk.clear())

test('no malformed frame is taken for a request, each has a typed error', () => {
  const { wrong, count } = judgeInProcess(SEED, 4000)
  expect(wrong).toEqual([])
  expect(count).toBe(4000)
})

/** What a reader makes of bytes that come in these pieces. */
const readAll = (pieces: readonly Uint8Array[]) => {
  const reader = new FrameReader()
  const incoming = []
  for (const piece of pieces) {
    reader.push(Buffer.from(piece))
    for (let next = reader.next(); next !== null; next = reader.next()) {
      incoming.push(next)
      if (next.kind === 'error' && next.fatal) return incoming
    }
  }
  return incoming
}

const bytes = fc.uint8Array({ maxLength: 64 })

test('any bytes are messages or typed errors, in whatever pieces they come', () => {
  const framed = fc.oneof(bytes, fc.json(), fc.string({ unit: 'binary' })).map((body) => frame(body))
  fc.assert(
    fc.property(fc.array(fc.oneof(framed, bytes), { maxLength: 5 }), fc.array(fc.nat(300)), (parts, cuts) => {
      const whole = Buffer.concat(parts)
      const at = [0, ...cuts.map((cut) => Math.min(cut, whole.length)).toSorted((a, b) => a - b), whole.length]
      const pieces = at.slice(1).map((end, index) => whole.subarray(at[index], end))
      expect(readAll(pieces)).toEqual(readAll([whole]))
    }),
    { seed: SEED, numRuns: 2000 },
  )
})

test('any JSON is a request or a typed error, and the quick decoder of the hello takes no more than the other', () => {
  const fields = fc.record(
    {
      jsonrpc: fc.constantFrom('2.0', '1.0', 2),
      id: fc.oneof(fc.nat(), fc.jsonValue()),
      method: fc.oneof(fc.constantFrom('host.hello', 'store.list', 'enrolment.list'), fc.string()),
      params: fc.oneof(
        fc.constant({}),
        fc.record(
          { protocol: fc.double(), extension: fc.string(), language: fc.constantFrom('ja', 'en', 'fr') },
          { requiredKeys: [] },
        ),
        fc.jsonValue(),
      ),
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(fc.oneof(fields, fc.jsonValue()), (value) => {
      let isHello = false
      try {
        isHello = decodeRequest(value, 0).method === 'host.hello'
      } catch (error) {
        expect(error).toBeInstanceOf(KoshinError)
      }
      expect(readHello(value) !== null).toBe(isHello)
    }),
    { seed: SEED, numRuns: 5000 },
  )
})

test('the host answers each with a typed error, and goes on', async () => {
  const host = await desk.host()
  const { wrong, count } = await judgeByHost(host, SEED, 1000, () => {})
  expect(wrong).toEqual([])
  expect(count).toBe(1000)
  expect((await host.request('enrolment.list', {})).enrolments).toEqual([])
})

test('the host ends well after a frame whose end nobody knows', async () => {
  const { wrong, count } = await judgeFatal(() => desk.host(), SEED, 4)
  expect(wrong).toEqual([])
  expect(count).toBe(4)
})
