import { cpSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { HostResult } from '../../src/protocol/host.ts'
import { Desk, installing, LABEL, ORIGIN } from './desk.ts'
import { codeOf, type Host } from './host.ts'
import { OLD_ID, PIN } from './token.ts'

/** The journal lost or damaged, wholly or in part: what the token and the saved answers still say. */

let desk: Desk
let host: Host
let preparation: HostResult<'enrolment.prepare'>
beforeEach(async () => {
  desk = Desk.ready()
  desk.typesNext(PIN, PIN, PIN, PIN)
  host = await desk.host()
  preparation = await desk.prepare(host, { algorithm: 'ec-p256' })
})
afterEach(() => desk.clear())

const newKeys = () => desk.tools.objects(LABEL).match(/Private Key Object/g)?.length
const inJournal = (end: string) => readdirSync(desk.journal).filter((name) => name.endsWith(end))
const spoil = (...ends: string[]) => {
  for (const end of ends) for (const name of inJournal(end)) writeFileSync(join(desk.journal, name), '{"id": "?"}')
}
const list = async () => {
  const { enrolments, unreadable } = await host.request('enrolment.list', {})
  const { strayKeys } = await host.request('certificate.list', { store: null })
  return { states: enrolments.map(({ state }) => state), unreadable, strayKeys }
}
/** An answer that is saved, and a host that goes on from the journal. */
const answered = async (): Promise<string> => {
  const answer = desk.bankAnswers(preparation)
  await host.close()
  host = await desk.host()
  desk.typesNext(null)
  expect(await codeOf(host.request('enrolment.install', installing(preparation.enrolment.id, answer)))).toBe(
    'pin-cancelled',
  )
  desk.typesNext(PIN, PIN)
  return answer
}

describe('a record that is damaged', () => {
  test('J3: goes on from its copy as if nothing were', async () => {
    spoil('.json')
    expect(await list()).toEqual({ states: ['requested'], unreadable: 0, strayKeys: 0 })
    const answer = desk.bankAnswers(preparation)
    const { enrolment } = await host.request('enrolment.install', installing(preparation.enrolment.id, answer))
    expect(enrolment.state).toBe('done')
  })

  test('with its copy: is told; the key is found on the token, and serves the next request', async () => {
    spoil('.json', '.copy')
    expect(await list()).toEqual({ states: [], unreadable: 1, strayKeys: 1 })
    const { enrolments } = await host.request('enrolment.rescue', {})
    expect(enrolments).toMatchObject([{ state: 'requested', origin: null, bank: '', subject: '1234567890' }])
    expect(await list()).toEqual({ states: ['requested'], unreadable: 0, strayKeys: 0 })
    expect(inJournal('damaged')).toHaveLength(1)
    const again = await desk.prepare(host, { algorithm: 'ec-p256', enrolment: enrolments[0]?.id ?? '' })
    expect(again.enrolment).toMatchObject({ origin: ORIGIN, bank: 'test', state: 'requested' })
    expect(newKeys()).toBe(2)
    // The bank has answered the request of before: it fits the same key.
    const late = desk.bankAnswers(preparation)
    const { enrolment } = await host.request('enrolment.install', installing(again.enrolment.id, late))
    expect(enrolment.state).toBe('done')
  })

  test('with its copy, and answered: is put together from token and answer, and brought to its end', async () => {
    await answered()
    spoil('.json', '.copy')
    const { enrolments } = await host.request('enrolment.rescue', {})
    expect(enrolments).toMatchObject([{ origin: ORIGIN, bank: 'test' }])
    const { enrolment } = await host.request('enrolment.install', installing(enrolments[0]?.id ?? '', null))
    expect(enrolment.state).toBe('done')
    expect(newKeys()).toBe(2)
    expect(desk.tools.objects(LABEL)).toContain(`ID:         ${OLD_ID}`)
  })

  test('is rescued into one record, however often', async () => {
    spoil('.json', '.copy')
    const first = await host.request('enrolment.rescue', {})
    expect((await host.request('enrolment.rescue', {})).enrolments).toEqual([])
    expect((await host.request('enrolment.list', {})).enrolments).toEqual(first.enrolments)
  })

  test('and rescued can be discarded: its key goes, the old one stays', async () => {
    spoil('.json', '.copy')
    const [rescued] = (await host.request('enrolment.rescue', {})).enrolments
    const { enrolment } = await host.request('enrolment.discard', { enrolment: rescued?.id ?? '' })
    expect(enrolment.state).toBe('discarded')
    expect(newKeys()).toBe(1)
    expect(await list()).toEqual({ states: ['discarded'], unreadable: 0, strayKeys: 0 })
  })
})

describe('J4, T23: a journal that is gone', () => {
  beforeEach(async () => {
    await host.close()
    rmSync(desk.journal, { recursive: true })
    host = await desk.host()
  })

  test('the key is counted as stray, and serves the next renewal once it has been looked for', async () => {
    expect(await list()).toEqual({ states: [], unreadable: 0, strayKeys: 1 })
    const [rescued] = (await host.request('enrolment.rescue', {})).enrolments
    expect(rescued).toMatchObject({ rescued: true, origin: null })
    const again = await desk.prepare(host, { algorithm: 'ec-p256', enrolment: rescued?.id ?? '' })
    expect(newKeys()).toBe(2)
    expect(await list()).toEqual({ states: ['requested'], unreadable: 0, strayKeys: 0 })
    const { enrolment } = await host.request(
      'enrolment.install',
      installing(again.enrolment.id, desk.bankAnswers(preparation)),
    )
    expect(enrolment.state).toBe('done')
  })

  // It may be another computer's, whose user waits for the bank: who used and then discarded it here took it from there.
  test('the key is neither used nor removed by itself', async () => {
    const other = await desk.prepare(host, { algorithm: 'ec-p256' })
    expect(newKeys()).toBe(3)
    await host.request('enrolment.discard', { enrolment: other.enrolment.id })
    expect(newKeys()).toBe(2)
    expect(await list()).toMatchObject({ strayKeys: 1 })
  })
})

test('T23: a stray RSA key is known for what it is', async () => {
  await desk.prepare(host, { algorithm: 'rsa-2048' })
  await host.close()
  rmSync(desk.journal, { recursive: true })
  host = await desk.host()
  const { enrolments } = await host.request('enrolment.rescue', {})
  expect(enrolments.map(({ algorithm }) => algorithm).sort()).toEqual(['ec-p256', 'rsa-2048'])
})

describe('J8: a journal of before, restored from a backup', () => {
  test('takes over from the token what has been written there since', async () => {
    const backup = desk.tools.path('backup')
    cpSync(desk.journal, backup, { recursive: true })
    const answer = desk.bankAnswers(preparation)
    await host.request('enrolment.install', installing(preparation.enrolment.id, answer))
    await host.close()
    rmSync(desk.journal, { recursive: true })
    cpSync(backup, desk.journal, { recursive: true })
    host = await desk.host()
    expect(await codeOf(desk.prepare(host, { algorithm: 'ec-p256', enrolment: preparation.enrolment.id }))).toBe(
      'already-renewed',
    )
    expect(await list()).toEqual({ states: ['issued'], unreadable: 0, strayKeys: 0 })
    const { enrolment } = await host.request('enrolment.install', installing(preparation.enrolment.id, null))
    expect(enrolment.state).toBe('done')
    expect(desk.tools.objects(LABEL).match(/Certificate Object/g)).toHaveLength(2)
  })
})

describe('asking once more', () => {
  test('N2: the same request comes out byte for byte, without another signature', async () => {
    const again = await desk.prepare(host, { algorithm: 'ec-p256', enrolment: preparation.enrolment.id })
    expect(again.request).toBe(preparation.request)
  })

  test('with another subject it is another request, with the same key', async () => {
    const subject = [{ type: 'CN', value: '1234567890' }]
    const again = await desk.prepare(host, { algorithm: 'ec-p256', enrolment: preparation.enrolment.id, subject })
    expect(again.request).not.toBe(preparation.request)
    expect(newKeys()).toBe(2)
  })

  test('X3: after the renewal it is told that there is a successor, and another one is made only on purpose', async () => {
    const answer = desk.bankAnswers(preparation)
    await host.request('enrolment.install', installing(preparation.enrolment.id, answer))
    desk.typesNext(PIN)
    expect(await codeOf(desk.prepare(host, { algorithm: 'ec-p256' }))).toBe('already-renewed')
    expect(desk.shown()).toEqual([])
    expect((await desk.prepare(host, { algorithm: 'ec-p256', again: true })).enrolment.state).toBe('requested')
  })
})
