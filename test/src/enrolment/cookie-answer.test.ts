import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import {
  ANSWER_COOKIE_NAME,
  type AnswerCookie,
  answerCookieNames,
  fromCookies,
  toCookies,
} from '../../../src/enrolment/cookie-answer.ts'
import { type PageAnswer, pageAnswerSchema } from '../../../src/protocol/extension.ts'

const ID = '0123456789abcdef'
const text = (cookies: readonly AnswerCookie[]) => cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
const answerOfLength = (length: number): PageAnswer => ({ ok: true, request: 'x'.repeat(length) })
/** A cookie with any JSON in place of an answer. */
const cookieOf = (json: string) => `koshin-${ID}-0=1.${Buffer.from(json).toString('base64url')}`

describe('an answer as cookies', () => {
  it.each<[string, PageAnswer]>([
    ['done', { ok: true }],
    ['a request', { ok: true, request: 'MIIC+/==' }],
    ['a failure', { ok: false, hresult: -2147023673 }],
    ['text beyond ASCII', { ok: true, request: '電子証明書' }],
  ])('comes back whole: %s', (_name, answer) => {
    expect(fromCookies(ID, text(toCookies(ID, answer)))).toEqual(answer)
  })

  it('comes back whole at any length', () => {
    const lengths = Array.from({ length: 60 }, (_, index) => index * 173)
    const back = lengths.map((length) => fromCookies(ID, text(toCookies(ID, answerOfLength(length)))))
    expect(back).toEqual(lengths.map(answerOfLength))
  })

  it('comes back whole from among other cookies, in any order', () => {
    const parts = toCookies(ID, answerOfLength(9000)).toReversed()
    expect(fromCookies(ID, `session=1; ${text(parts)}; koshin=2`)).toEqual(answerOfLength(9000))
  })

  it('has parts that fit into a cookie', () => {
    const sizes = toCookies(ID, answerOfLength(9000)).map(({ name, value }) => name.length + value.length)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(3100)
  })

  it('says in its first part how many there are', () => {
    expect(toCookies(ID, answerOfLength(9000)).map(({ value }) => value.slice(0, 2))[0]).toBe('5.')
  })

  it('uses only characters that a cookie may have', () => {
    expect(toCookies(ID, answerOfLength(9000)).every(({ value }) => /^[\w.-]+$/.test(value))).toBe(true)
  })

  it('has names that the background knows again', () => {
    expect(toCookies(ID, answerOfLength(9000)).every(({ name }) => ANSWER_COOKIE_NAME.test(name))).toBe(true)
  })
})

describe('cookies that are no answer', () => {
  const parts = toCookies(ID, answerOfLength(9000))

  it.each(parts.map(({ name }) => name))('are not one yet without %s', (missing) => {
    expect(fromCookies(ID, text(parts.filter(({ name }) => name !== missing)))).toBeNull()
  })

  it.each([
    ['none at all', ''],
    ['another call’s', text(toCookies('fedcba9876543210', { ok: true }))],
    ['a name that only ends alike', `x${text(toCookies(ID, { ok: true }))}`],
    ['no number of parts', `koshin-${ID}-0=e30`],
    ['no parts', `koshin-${ID}-0=0.`],
    ['not base64url', `koshin-${ID}-0=1.a`],
    ['not UTF-8', `koshin-${ID}-0=1._w`],
    ['not JSON', cookieOf('{')],
    ['not an object', cookieOf('1')],
    ['null', cookieOf('null')],
    ['without ok', cookieOf('{}')],
    ['ok as text', cookieOf('{"ok":"true"}')],
    ['a failure without a number', cookieOf('{"ok":false}')],
    ['a failure with text', cookieOf('{"ok":false,"hresult":"1"}')],
    ['a request that is no text', cookieOf('{"ok":true,"request":1}')],
    ['something more', cookieOf('{"ok":true,"request":"a","more":1}')],
  ])('are refused: %s', (_name, cookies) => {
    expect(fromCookies(ID, cookies)).toBeNull()
  })

  it.each([
    '{"ok":true}',
    '{"ok":true,"request":"a"}',
    '{"ok":false,"hresult":1}',
    '{"ok":true,"hresult":1}',
    '{"ok":true,"request":null}',
    '{"ok":false,"hresult":null}',
    '[]',
  ])('are the same ones as in the protocol: %s', (json) => {
    expect(fromCookies(ID, cookieOf(json)) !== null).toBe(v.is(pageAnswerSchema, JSON.parse(json)))
  })
})

describe('the names to delete', () => {
  it('are those of the call alone', () => {
    const jar = `session=1; ${text(toCookies(ID, answerOfLength(3000)))}; ${text(toCookies('fedcba9876543210', { ok: true }))}`
    expect(answerCookieNames(ID, jar)).toEqual([`koshin-${ID}-0`, `koshin-${ID}-1`])
  })
})
