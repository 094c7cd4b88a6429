import { describe, expect, test } from 'vitest'
import { encodeFrame, FrameReader } from '../../native-host/stdio/frame.ts'
import { MAX_FRAME_BYTES } from '../../src/protocol/identity.ts'
import { frame } from './host.ts'

const readAll = (...chunks: readonly Buffer[]) => {
  const reader = new FrameReader()
  const incoming = []
  for (const chunk of chunks) {
    reader.push(chunk)
    for (let next = reader.next(); next !== null; next = reader.next()) {
      incoming.push(next)
      if (next.kind === 'error' && next.fatal) return incoming
    }
  }
  return incoming
}

describe('native messaging frames', () => {
  test('what is written is read', () => {
    expect(readAll(encodeFrame({ text: '専用USB' }))).toEqual([
      { kind: 'message', value: { text: '専用USB' }, bytes: Buffer.byteLength('{"text":"専用USB"}') },
    ])
  })

  test('messages may come in any pieces', () => {
    const bytes = Buffer.concat([encodeFrame({ a: 1 }), encodeFrame([2])])
    for (let at = 0; at <= bytes.length; at++)
      expect(readAll(bytes.subarray(0, at), bytes.subarray(at))).toEqual([
        { kind: 'message', value: { a: 1 }, bytes: 7 },
        { kind: 'message', value: [2], bytes: 3 },
      ])
    expect(readAll(...Array.from(bytes, (byte) => Buffer.of(byte)))).toHaveLength(2)
  })

  test.each([
    ['nothing', ''],
    ['no JSON', '{'],
    ['no UTF-8', Buffer.of(0x22, 0xff, 0x22)],
    ['half a character', '{"a":"x\\uD83D"}'],
    ['half a character in a name', '{"\\udE00":1}'],
    ['arrays deeper than any message', `${'['.repeat(17)}${']'.repeat(17)}`],
    ['objects deeper than any message', `${'{"a":'.repeat(17)}1${'}'.repeat(17)}`],
    ['half a megabyte of brackets', '['.repeat(MAX_FRAME_BYTES)],
    ['half a megabyte of brackets that close', `${'['.repeat(250_000)}${']'.repeat(250_000)}`],
  ])('a body of %s is an error, and the next message is read', (_, body) => {
    const [bad, good] = readAll(Buffer.concat([frame(body), frame('1')]))
    expect(bad).toMatchObject({ kind: 'error', error: { code: 'message-invalid' }, fatal: false })
    expect(good).toEqual({ kind: 'message', value: 1, bytes: 1 })
  })

  test.each([
    ['as deep as it may be', `${'['.repeat(16)}${']'.repeat(16)}`],
    ['with a character in two halves', '"\\uD83D\\uDE00"'],
    ['that writes of half a character', '"\\\\ud83d"'],
    ['wide', `[${'[],'.repeat(1000)}[]]`],
    ['with brackets in its words', JSON.stringify({ text: '[{'.repeat(1000) })],
    ['with quotes and backslashes in its words', JSON.stringify({ text: '\\"[[\\'.repeat(1000) })],
  ])('a body %s is a message', (_, body) => {
    expect(readAll(frame(body))).toEqual([{ kind: 'message', value: JSON.parse(body), bytes: body.length }])
  })

  test('the longest frame may come a byte at a time, and costs no more than that', () => {
    const bytes = frame(`"${'x'.repeat(MAX_FRAME_BYTES - 2)}"`)
    const begun = performance.now()
    const reader = new FrameReader()
    for (const byte of bytes) {
      reader.next()
      reader.push(Buffer.of(byte))
    }
    expect(reader.next()).toMatchObject({ kind: 'message', bytes: MAX_FRAME_BYTES })
    // Joined at each byte it would be 128 GiB of copies.
    expect(performance.now() - begun).toBeLessThan(5000)
  })

  test('a reader with a limit of its own takes what is longer once that is raised', () => {
    const reader = new FrameReader(4)
    reader.push(Buffer.concat([frame('true'), frame('false')]))
    expect(reader.next()).toMatchObject({ value: true })
    reader.limit = 5
    expect(reader.next()).toMatchObject({ value: false })
    reader.push(frame('123456'))
    expect(reader.next()).toMatchObject({ error: { code: 'message-too-large' }, fatal: true })
  })

  test('a length over the limit ends the reading at once, before its bytes come', () => {
    const length = Buffer.alloc(4)
    length.writeUInt32LE(MAX_FRAME_BYTES + 1)
    expect(readAll(length)).toMatchObject([{ kind: 'error', error: { code: 'message-too-large' }, fatal: true }])
  })

  test('the longest frame passes, one byte more is never sent', () => {
    expect(readAll(frame(`"${'x'.repeat(MAX_FRAME_BYTES - 2)}"`))).toHaveLength(1)
    expect(encodeFrame('x'.repeat(MAX_FRAME_BYTES - 2))).toHaveLength(MAX_FRAME_BYTES + 4)
    expect(() => encodeFrame('x'.repeat(MAX_FRAME_BYTES - 1))).toThrow('message-too-large')
  })
})
