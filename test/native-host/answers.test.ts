import { readFileSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Journal } from '../../native-host/journal/journal.ts'
import { KoshinError } from '../../src/protocol/errors.ts'
import type { HostParams, HostResult } from '../../src/protocol/host.ts'
import { Desk, installing, LABEL, ORIGIN } from './desk.ts'
import { codeOf, type Host } from './host.ts'
import { PIN } from './token.ts'

let desk: Desk
let host: Host
let preparation: HostResult<'enrolment.prepare'>

const base64 = (text: string) => Buffer.from(text).toString('base64')
const install = (answer: string | null, origin = ORIGIN) =>
  host.request('enrolment.install', installing(preparation.enrolment.id, answer, { origin }))
const saved = () => Buffer.from(new Journal(desk.journal, Date.now).answers(preparation.enrolment.id)[0]?.raw ?? [])

beforeAll(async () => {
  desk = Desk.ready()
  host = await desk.host()
  preparation = await desk.prepare(host)
})
afterAll(() => desk.clear())

describe('an answer that is not the one', () => {
  test('cannot be taken from the disk before there was one', async () => {
    expect(await codeOf(install(null))).toBe('answer-missing')
  })

  test('a page instead of a certificate is kept and refused', async () => {
    const page = '<html><body>ただいま混み合っています</body></html>'
    expect(await codeOf(install(base64(page)))).toBe('answer-not-certificate')
    expect(saved().toString()).toBe(page)
    expect(desk.record(preparation.enrolment.id).state).toBe('requested')
  })

  test('a certificate for another key is kept and refused', async () => {
    const other = desk.tools.issue(desk.tools.openssl('req', '-inform', 'DER', '-in', 'old.csr', '-outform', 'DER'))
    expect(await codeOf(install(other.toString('base64')))).toBe('answer-other-key')
    expect(saved()).toEqual(other)
  })

  test('another site may not bring one', async () => {
    expect(await codeOf(install(base64('x'), 'https://other.example'))).toBe('enrolment-other-origin')
  })

  test('nothing was written to the token meanwhile', () => {
    expect(desk.tools.objects(LABEL).match(/Certificate Object/g)).toHaveLength(1)
  })
})

test('the right answer afterwards fits the same key, and no PIN is asked again', async () => {
  const { enrolment } = await install(desk.bankAnswers(preparation))
  expect(enrolment.state).toBe('done')
  expect(desk.shown()).toHaveLength(1)
})

test('an answer for another enrolment of the same site is installed there', async () => {
  desk.typesNext(PIN, PIN)
  const first = await desk.prepare(host, { again: true })
  const second = await desk.prepare(host, { again: true })
  const late = desk.bankAnswers(first)
  const { enrolment } = await host.request('enrolment.install', installing(second.enrolment.id, late))
  expect(enrolment).toMatchObject({ id: first.enrolment.id, state: 'done' })
  expect(desk.record(second.enrolment.id).state).toBe('requested')
  expect(new Journal(desk.journal, Date.now).answers(first.enrolment.id)).toHaveLength(1)
})

test('an answer for another key is refused even where this enrolment is done, and the same one once more is harmless', async () => {
  const done = preparation.enrolment.id
  const mine = saved()
  const other = desk.tools.issue(desk.tools.openssl('req', '-inform', 'DER', '-in', 'old.csr', '-outform', 'DER'))
  expect(await codeOf(install(other.toString('base64')))).toBe('answer-other-key')
  expect((await install(mine.toString('base64'))).enrolment).toMatchObject({ id: done, state: 'done' })
})

test('a good answer that is saved is not lost to a bad one that follows', async () => {
  desk.typesNext(PIN, null, PIN)
  preparation = await desk.prepare(host, { again: true })
  await host.close()
  host = await desk.host()
  expect(await codeOf(install(desk.bankAnswers(preparation)))).toBe('pin-cancelled')
  expect(await codeOf(install(base64('<html>')))).toBe('answer-not-certificate')
  expect((await install(null)).enrolment.state).toBe('done')
})

describe('an answer is judged by more than its key', () => {
  const ALIKE = 19

  const install = (answer: Buffer, more: Partial<HostParams<'enrolment.install'>> = {}) =>
    host.request('enrolment.install', installing(preparation.enrolment.id, answer.toString('base64'), more))
  const refusal = async (answer: Buffer, more: Partial<HostParams<'enrolment.install'>> = {}) => {
    const error = await install(answer, more).catch((thrown: unknown) => thrown)
    if (!(error instanceof KoshinError)) throw error ?? new Error('taken')
    return error
  }
  const authority = (name: string, subject: string, ...more: readonly string[]) =>
    desk.tools.openssl(
      ...`req -x509 -sha256 -days 3650 -key ${name}.key -subj`.split(' '),
      subject,
      ...(more.length > 0 ? more : ['-out', `${name}.pem`]),
    )
  const issued = (ca: string, ...more: readonly string[]) =>
    desk.tools.openssl(
      ...`x509 -req -inform DER -in request.der -CA ${ca}.pem -CAkey ${ca}.key -CAcreateserial -sha256`.split(' '),
      ...'-extfile client.ext -days 365'.split(' '),
      ...more,
    )
  const file = (name: string) => readFileSync(desk.tools.path(name))
  const der = (name: string) => desk.tools.openssl('x509', '-in', name, '-outform', 'DER').toString('base64')

  beforeAll(async () => {
    desk.typesNext(PIN, PIN)
    preparation = await desk.prepare(host, { again: true })
    writeFileSync(desk.tools.path('request.der'), Buffer.from(preparation.request, 'base64'))
    for (const name of ['twin', 'alike']) desk.tools.openssl('genrsa', '-out', `${name}.key`, '2048')
    authority('twin', '/C=JP/O=Test Bank/CN=Test CA')
    authority('alike', '/CN=Alike')
  })

  test('a CA that anybody can make, with the name of the true one, is not taken for it', async () => {
    const error = await refusal(Buffer.concat([issued('twin'), file('twin.pem')]))
    expect(error).toMatchObject({
      code: 'answer-untrusted',
      data: { detail: 'issuer has the name of before, and another key' },
    })
  })

  test('where other CAs are pinned, the one of before does not count', async () => {
    const answer = Buffer.concat([issued('ca'), file('ca.pem')])
    expect(await refusal(answer, { issuers: [der('alike.pem')] })).toMatchObject({
      code: 'answer-untrusted',
      data: { detail: 'no way to a pinned issuer' },
    })
  })

  test('a clock that is two days ahead of the bank’s is told', async () => {
    const error = await refusal(issued('ca'), { bankAhead: -2 * 86_400_000 })
    expect(error).toMatchObject({
      code: 'clock-wrong',
      data: { detail: "not valid yet by the bank's clock, which is 48 h behind this computer's" },
    })
  })

  test('CAs that have all issued each other cost no more than forty signatures, and the host goes on', async () => {
    const one = () => authority('alike', '/CN=Alike', '-set_serial', String(serial++))
    let serial = 1
    const error = await refusal(Buffer.concat([issued('alike'), ...Array.from({ length: ALIKE }, one)]))
    expect(error).toMatchObject({
      code: 'answer-too-complex',
      data: { detail: 'more than 40 signatures to check' },
    })
    expect((await host.request('enrolment.list', {})).enrolments).not.toEqual([])
  })

  test('another name is shown, and written once the user agrees to that very certificate', async () => {
    const answer = issued('ca', '-subj', '/C=JP/O=Test Bank/OU=Corporate/CN=1234567890')
    const { code, data } = await refusal(answer)
    expect(code).toBe('answer-other-subject')
    expect(data.differences).toEqual([{ type: 'OU', before: '契約法人', now: 'Corporate' }])
    expect(await refusal(answer, { acceptSubjectOf: '0'.repeat(64) })).toMatchObject({ code })
    const accepted = await install(answer, { acceptSubjectOf: data.certificate ?? null, issuers: [der('ca.pem')] })
    expect(accepted).toMatchObject({ enrolment: { state: 'done' }, certificate: { sha256: data.certificate } })
  })
})
