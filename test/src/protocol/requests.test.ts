import { describe, expect, it } from 'vitest'
import { HOST_METHODS, type HostMethod, type HostParams, MAX_ANSWER_BASE64 } from '../../../src/protocol/host.ts'
import { MAX_FRAME_BYTES, MAX_HELLO_BYTES } from '../../../src/protocol/identity.ts'
import { decodeHostMessage, decodeRequest, encodeRequest } from '../../../src/protocol/json-rpc.ts'
import { GOOD_PARAMS, METHODS, WRONG_PARAMS } from '../../faults/good-requests.ts'

const good = (method: HostMethod) => encodeRequest(2, method, GOOD_PARAMS[method])
const bytesOf = (message: unknown): number => Buffer.byteLength(JSON.stringify(message))

const uri = `pkcs11:${'%E9'.repeat(339)}`
const origin = `https://${'a'.repeat(292)}`
const longName = (characters: number) =>
  Array.from({ length: 40 }, () => ({ type: '1.2.840.113549.1.9.1', value: '銀'.repeat(characters / 40) }))

/** As long as each may come to be. */
const LONGEST: { readonly [M in HostMethod]: HostParams<M> } = {
  ...GOOD_PARAMS,
  'host.hello': { ...GOOD_PARAMS['host.hello'], extension: '版'.repeat(40) },
  'certificate.list': { store: uri },
  'certificate.read': { certificate: uri },
  'certificate.prove': { certificate: uri, origin },
  'enrolment.prepare': {
    ...GOOD_PARAMS['enrolment.prepare'],
    origin,
    bank: 'b'.repeat(80),
    bankName: '銀'.repeat(120),
    store: uri,
    follows: uri,
    subject: longName(2000),
  },
  'enrolment.install': {
    ...GOOD_PARAMS['enrolment.install'],
    origin,
    answer: 'A'.repeat(MAX_ANSWER_BASE64),
    issuers: Array<string>(8).fill('A'.repeat(16 * 1024)),
    bankAhead: Number.MIN_SAFE_INTEGER,
  },
}

describe.each(METHODS)('%s', (method) => {
  const { mostBytes } = HOST_METHODS[method]

  it('is taken up to its length, and refused when it is a byte longer', () => {
    expect(decodeRequest(good(method), mostBytes)).toMatchObject({ method })
    expect(() => decodeRequest(good(method), mostBytes + 1)).toThrow('message-too-large')
  })

  it('may be as long as what it needs at most, and a frame holds it', () => {
    const longest = encodeRequest(Number.MAX_SAFE_INTEGER, method, LONGEST[method])
    expect(decodeRequest(longest, bytesOf(longest))).toMatchObject({ method })
    expect(mostBytes).toBeLessThanOrEqual(MAX_FRAME_BYTES)
  })

  it.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'])(
    'is refused with a field of the name %s, wherever it stands',
    (name) => {
      const field = `"${name}":{"id":1}`
      const request = JSON.stringify(good(method))
      for (const text of [
        request.replace('{', `{${field},`),
        request.replace(/"params":\{/, `"params":{${field},`).replace(',}', '}'),
      ])
        expect(() => decodeRequest(JSON.parse(text), 0)).toThrow('message-invalid')
    },
  )

  it('is refused with any of its parameters of another kind', () => {
    for (const { name, json } of WRONG_PARAMS.filter((one) => one.method === method)) {
      const params = { ...GOOD_PARAMS[method], [name]: JSON.parse(json) }
      expect(() => decodeRequest({ ...good(method), params }, 0), `${name}: ${json.slice(0, 40)}`).toThrow(
        'message-invalid',
      )
    }
  })
})

it('a hello fits into what is read before the greeting', () => {
  expect(HOST_METHODS['host.hello'].mostBytes).toBe(MAX_HELLO_BYTES)
})

it.each(['__proto__', 'constructor', 'toString', 'rpc.discover', ''])('%j is no method', (method) => {
  expect(() => decodeRequest({ jsonrpc: '2.0', id: 1, method, params: {} }, 0)).toThrow('method-unknown')
})

it.each(['__proto__', 'constructor', 'valueOf'])(
  'the extension takes no answer with a field of the name %s',
  (name) => {
    for (const text of [
      `{"jsonrpc":"2.0","id":1,"result":{},"${name}":{}}`,
      `{"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":"busy","data":{"code":"busy","data":{"${name}":"x"}}}}`,
      `{"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":"x","data":{"code":"${name}","data":{}}}}`,
    ])
      expect(() => decodeHostMessage(JSON.parse(text))).toThrow('message-invalid')
  },
)
