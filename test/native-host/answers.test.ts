import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Journal } from '../../native-host/journal/journal.ts'
import type { HostResult } from '../../src/protocol/host.ts'
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
