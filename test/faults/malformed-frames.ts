import { HOST_METHODS } from '../../src/protocol/host.ts'
import { MAX_FRAME_BYTES } from '../../src/protocol/identity.ts'
import { frame } from '../native-host/host.ts'
import type { Dice } from './dice.ts'
import { GOOD_PARAMS, METHODS, paramsWith, requestJson, WRONG_PARAMS } from './good-requests.ts'

/** Frames that no extension of ours sends. None of them may be carried out, and each that is whole has one answer. */

export const KINDS = [
  'length lies',
  'cut off',
  'not UTF-8',
  'deep',
  'huge',
  'names of prototypes',
  'wrong types',
  'missing fields',
  'unknown fields',
  'ids',
  'numbers',
  'half characters',
  'not a request',
  'not JSON',
  'answers to no question',
] as const
export type Kind = (typeof KINDS)[number]

/** After these nobody knows where the next frame begins, or it has not come to its end. */
export const ENDS_THE_READING: ReadonlySet<Kind> = new Set(['length lies', 'cut off'])

const PROTOTYPE_NAMES = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'valueOf',
  '__defineGetter__',
]

const good = (dice: Dice, id: string): string => {
  const method = dice.one(METHODS)
  return requestJson(id, method, JSON.stringify(GOOD_PARAMS[method]))
}

const withLength = (body: Buffer, length: number): Buffer => {
  const header = Buffer.alloc(4)
  header.writeUInt32LE(length >>> 0)
  return Buffer.concat([header, body])
}

/** Longer than anything is taken: the only lie about a length that is seen at once. */
const lengthLies = (dice: Dice, id: string): Buffer => {
  const body = Buffer.from(good(dice, id))
  return withLength(
    body,
    dice.one([MAX_FRAME_BYTES + 1, 0x7fffffff, 0xffffffff, 0x20202020, MAX_FRAME_BYTES * 2 + dice.below(1 << 30)]),
  )
}

const cutOff = (dice: Dice, id: string): Buffer => {
  const whole = frame(good(dice, id))
  return whole.subarray(0, 1 + dice.below(whole.length - 1))
}

const NO_UTF8 = [
  [0xff],
  [0xc0, 0xaf],
  [0xed, 0xa0, 0x80],
  [0xf5, 0x80, 0x80, 0x80],
  [0xe3, 0x81],
  [0x80],
  [0xf0, 0x80, 0x80, 0xaf],
]

const notUtf8 = (dice: Dice, id: string): Buffer => {
  const body = Buffer.from(good(dice, id))
  const at = dice.below(body.length)
  return frame(Buffer.concat([body.subarray(0, at), Buffer.from(dice.one(NO_UTF8)), body.subarray(at)]))
}

const deep = (dice: Dice, id: string): string => {
  const depth = dice.once(200) ? 60_000 : 17 + dice.below(200)
  const [open, close] = dice.one([
    ['[', ']'],
    ['{"a":', '}'],
    ['[{"":', '}]'],
  ] as const)
  const nested = `${open.repeat(depth)}1${dice.once(4) ? '' : close.repeat(depth)}`
  return dice.one([
    nested,
    requestJson(id, 'store.list', nested),
    requestJson(id, dice.one(METHODS), '{}', `"x":${nested},`),
  ])
}

/** Longer than its method needs, or than any does. */
const huge = (dice: Dice, id: string): string => {
  const method = dice.one(METHODS.filter((name) => HOST_METHODS[name].mostBytes <= 16 * 1024))
  const room = dice.once(50) ? MAX_FRAME_BYTES - 300 : HOST_METHODS[method].mostBytes + 1
  const filling = dice.one([
    `"${'x'.repeat(room)}"`,
    `[${'0,'.repeat(room / 2)}0]`,
    `{${'"":0,'.repeat(room / 5)}"":0}`,
  ])
  return requestJson(id, method, filling)
}

const prototypeNames = (dice: Dice, id: string): string => {
  const method = dice.one(METHODS)
  const name = JSON.stringify(dice.one(PROTOTYPE_NAMES))
  const value = dice.one(['{}', 'null', '1', '{"id":1,"method":"store.list"}', '[]', '"x"'])
  const inside = JSON.stringify(GOOD_PARAMS[method]).replace(/^\{/, `{${name}:${value},`).replace(',}', '}')
  return dice.one([
    requestJson(id, method, inside),
    requestJson(id, method, JSON.stringify(GOOD_PARAMS[method]), `${name}:${value},`),
    requestJson(id, JSON.parse(name), '{}'),
    `{${name}:${requestJson(id, method, '{}')}}`,
  ])
}

const wrongTypes = (dice: Dice, id: string): string => {
  const { method, name, json } = dice.one(WRONG_PARAMS)
  return requestJson(id, method, paramsWith(method, name, json))
}

const missingFields = (dice: Dice, id: string): string => {
  const method = dice.one(METHODS)
  const request = {
    jsonrpc: '2.0',
    id: JSON.parse(id),
    method,
    params: { ...GOOD_PARAMS[method] } as Record<string, unknown>,
  }
  const names = Object.keys(request.params)
  if (names.length > 0 && dice.once(2)) delete request.params[dice.one(names)]
  else Reflect.deleteProperty(request, dice.one(['jsonrpc', 'id', 'method', 'params']))
  return JSON.stringify(request)
}

const unknownFields = (dice: Dice, id: string): string => {
  const method = dice.one(METHODS)
  const name = JSON.stringify(dice.one(['more', '', ' id', 'ID', 'Params', 'pin', '\u202E', 'x'.repeat(50)]))
  const params = JSON.stringify(GOOD_PARAMS[method])
  return dice.once(2)
    ? requestJson(id, method, params, `${name}:1,`)
    : requestJson(id, method, params.replace(/^\{/, `{${name}:1,`).replace(',}', '}'))
}

/** An id that is none, or that was used before. */
const ids = (dice: Dice): string =>
  good(
    dice,
    dice.one(['0', '-1', '1.5', '"1"', 'null', '[]', '{}', 'true', '9007199254740992', '1e400', '1e300', '-0', '1']),
  )

const numbers = (dice: Dice, id: string): string => {
  const number = dice.one([
    'NaN',
    'Infinity',
    '-Infinity',
    '0x10',
    '1_000',
    '01',
    '.5',
    '5.',
    '+1',
    '1e',
    '1e400',
    '-1e400',
    '0.1',
  ])
  return dice.one([
    requestJson(number, 'store.list', '{}'),
    requestJson(id, 'enrolment.install', paramsWith('enrolment.install', 'bankAhead', number)),
    requestJson(id, 'store.list', number),
  ])
}

const HALVES = ['\\ud83d', '\\uDE00', '\\ude00\\ud83d', 'x\\uD800x', '\\udfff']

const halfCharacters = (dice: Dice, id: string): string => {
  const half = `"${dice.one(HALVES)}"`
  return dice.one([
    requestJson(id, 'enrolment.prepare', paramsWith('enrolment.prepare', 'bankName', half)),
    requestJson(id, 'enrolment.prepare', paramsWith('enrolment.prepare', 'subject', `[{"type":"CN","value":${half}}]`)),
    requestJson(id, 'certificate.list', paramsWith('certificate.list', 'store', half.replace('"', '"pkcs11:'))),
    `{"jsonrpc":"2.0","id":${id},"method":${half},"params":{}}`,
    half,
  ])
}

const notARequest = (dice: Dice, id: string): string =>
  dice.one([
    'null',
    'true',
    '0',
    '""',
    '[]',
    '{}',
    `[${good(dice, id)}]`,
    JSON.stringify(good(dice, id)),
    requestJson(id, dice.one(['token.sign', 'host.hello ', 'HOST.HELLO', '', 'rpc.discover', 'x'.repeat(81)]), '{}'),
    good(dice, id).replace('"2.0"', dice.one(['2', '"1.0"', '"2"', 'null'])),
    `{"jsonrpc":"2.0","method":"store.list","params":{}}`,
    `{"jsonrpc":"2.0","method":"progress","params":{"step":"writing"}}`,
  ])

const notJson = (dice: Dice, id: string): string => {
  const body = good(dice, id)
  const at = dice.below(body.length)
  return dice.one([
    '',
    ' ',
    body.slice(0, -1 - dice.below(body.length - 1)),
    `${body}${body}`,
    `${body.slice(0, at)}\0${body.slice(at)}`,
    `\uFEFF${body}`,
    body.replaceAll('"', "'"),
    `/**/${body}`,
    '<html></html>',
    body.replace('}', ',}'),
  ])
}

const noQuestion = (dice: Dice, id: string): string =>
  `{"jsonrpc":"2.0","id":${dice.one([id, '0', '"1"'])},"result":${dice.one([
    '{}',
    'null',
    '{"pin":1}',
    '{"pin":["1"]}',
    '{"pin":"1","more":1}',
    `{"pin":"${'x'.repeat(256)}"}`,
    '{"__proto__":{"pin":"1"}}',
  ])}}`

const MAKE: Readonly<Record<Kind, (dice: Dice, id: string) => Buffer | string>> = {
  'length lies': lengthLies,
  'cut off': cutOff,
  'not UTF-8': notUtf8,
  deep,
  huge,
  'names of prototypes': prototypeNames,
  'wrong types': wrongTypes,
  'missing fields': missingFields,
  'unknown fields': unknownFields,
  ids,
  numbers,
  'half characters': halfCharacters,
  'not a request': notARequest,
  'not JSON': notJson,
  'answers to no question': noQuestion,
}

/** @param id the next that is free; where the frame has a good one it is this */
export const malformed = (kind: Kind, dice: Dice, id: number): Buffer => {
  const made = MAKE[kind](dice, String(id))
  return typeof made === 'string' ? frame(made) : made
}
