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
    expect(readAll(encodeFrame({ text: '専用USB' }))).toEqual([{ kind: 'message', value: { text: '専用USB' } }])
  })

  test('messages may come in any pieces', () => {
    const bytes = Buffer.concat([encodeFrame({ a: 1 }), encodeFrame([2])])
    for (let at = 0; at <= bytes.length; at++)
      expect(readAll(bytes.subarray(0, at), bytes.subarray(at))).toEqual([
        { kind: 'message', value: { a: 1 } },
        { kind: 'message', value: [2] },
      ])
    expect(readAll(...Array.from(bytes, (byte) => Buffer.of(byte)))).toHaveLength(2)
  })

  test.each([
    ['nothing', ''],
    ['no JSON', '{'],
    ['no UTF-8', Buffer.of(0x22, 0xff, 0x22)],
    ['JSON too deep for the parser', '['.repeat(200_000)],
  ])('a body of %s is an error, and the next message is read', (_, body) => {
    const [bad, good] = readAll(Buffer.concat([frame(body), frame('1')]))
    expect(bad).toMatchObject({ kind: 'error', error: { code: 'message-invalid' }, fatal: false })
    expect(good).toEqual({ kind: 'message', value: 1 })
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
