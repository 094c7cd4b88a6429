import { describe, expect, test } from 'vitest'
import { callerOf } from '../../native-host/stdio/caller.ts'
import { readHello } from '../../native-host/stdio/hello.ts'
import { HOST_VERSION } from '../../native-host/version.ts'
import packageJson from '../../package.json' with { type: 'json' }
import { EXTENSION_ID_CHROMIUM, EXTENSION_ID_FIREFOX } from '../../src/protocol/host.ts'
import { PROTOCOL_VERSION } from '../../src/protocol/identity.ts'
import { decodeRequest } from '../../src/protocol/json-rpc.ts'

const params = { protocol: PROTOCOL_VERSION, extension: '0.1.0', language: 'ja' }
const hello = { jsonrpc: '2.0', id: 1, method: 'host.hello', params }

const accepts = (message: unknown): boolean => {
  try {
    return decodeRequest(message, 0).method === 'host.hello'
  } catch {
    return false
  }
}

describe('the quick decoder of host.hello says the same as the schema', () => {
  const without = (key: string) => Object.fromEntries(Object.entries(hello).filter(([name]) => name !== key))
  const messages: [string, unknown][] = [
    ['a hello', hello],
    ['English', { ...hello, params: { ...params, language: 'en' } }],
    ['another protocol', { ...hello, params: { ...params, protocol: 7.5 } }],
    ['the longest version', { ...hello, params: { ...params, extension: 'x'.repeat(40) } }],
    ['a longer one', { ...hello, params: { ...params, extension: 'x'.repeat(41) } }],
    ['the longest version in characters of two units', { ...hello, params: { ...params, extension: '𠮷'.repeat(20) } }],
    ['another language', { ...hello, params: { ...params, language: 'fr' } }],
    ['a protocol in words', { ...hello, params: { ...params, protocol: '1' } }],
    ['more parameters', { ...hello, params: { ...params, more: 1 } }],
    ['fewer parameters', { ...hello, params: { protocol: PROTOCOL_VERSION, extension: '' } }],
    ['no parameters', { ...hello, params: null }],
    ['parameters in a list', { ...hello, params: [1, '0.1.0', 'ja'] }],
    ['an id of zero', { ...hello, id: 0 }],
    ['a broken id', { ...hello, id: 1.5 }],
    ['an id in words', { ...hello, id: '1' }],
    ['the largest id', { ...hello, id: Number.MAX_SAFE_INTEGER }],
    ['an id beyond it', { ...hello, id: Number.MAX_SAFE_INTEGER + 1 }],
    ['another JSON-RPC', { ...hello, jsonrpc: '1.0' }],
    ['another method', { ...hello, method: 'store.list', params: {} }],
    ['more', { ...hello, more: 1 }],
    ...['jsonrpc', 'id', 'method', 'params'].map((key): [string, unknown] => [`no ${key}`, without(key)]),
    ['a list', [hello]],
    ['null', null],
    ['text', 'host.hello'],
    ['fields of a prototype', JSON.parse('{"jsonrpc":"2.0","id":1,"method":"host.hello","__proto__":{}}')],
  ]
  test.each(messages)('%s', (_, message) => {
    expect(readHello(message) !== null).toBe(accepts(message))
  })
})

describe('who started the program', () => {
  test.each([
    [[`chrome-extension://${EXTENSION_ID_CHROMIUM}/`], 'extension'],
    [[`chrome-extension://${EXTENSION_ID_CHROMIUM}/`, '--parent-window=0'], 'extension'],
    [['chrome-extension://abcdefghijklmnopabcdefghijklmnop/'], 'foreign-extension'],
    [[`chrome-extension://${EXTENSION_ID_CHROMIUM}.evil/`], 'foreign-extension'],
    [['/home/a/.mozilla/native-messaging-hosts/jp.koshin.host.json', EXTENSION_ID_FIREFOX], 'extension'],
    [['/home/a/.mozilla/native-messaging-hosts/jp.koshin.host.json', 'other@example'], 'foreign-extension'],
    [['doctor'], 'person'],
    [[], 'person'],
  ] as const)('%j is %s', (args, caller) => {
    expect(callerOf(args)).toBe(caller)
  })
})

test('the host has the version of the package', () => {
  expect(HOST_VERSION).toBe(packageJson.version)
})
