import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { HostResult } from '../../src/protocol/host.ts'
import { Desk, installing, LABEL, ORIGIN } from './desk.ts'
import { codeOf, type Host } from './host.ts'
import { OLD_ID, PIN } from './token.ts'

/** Two windows, two browsers, two users, two computers, and one token. */

const EC = { algorithm: 'ec-p256' } as const

let ready: Desk
let desk: Desk
/** The desk of another user or another computer; the token is the one of the first. */
let other: Desk
beforeAll(() => {
  ready = Desk.ready()
})
afterAll(() => ready.clear())
beforeEach(() => {
  desk = Desk.copyOf(ready)
  other = Desk.copyOf(ready)
  for (const one of [desk, other]) one.typesNext(PIN, PIN, PIN, PIN)
})
afterEach(async () => {
  await desk.clear()
  await other.clear()
})

const otherHost = () => other.host({ SOFTHSM2_CONF: desk.env.SOFTHSM2_CONF })
const count = (kind: 'Private Key' | 'Certificate') =>
  desk.tools.objects(LABEL).match(new RegExp(`${kind} Object`, 'g'))?.length
const untilWaiting = (host: Host) =>
  new Promise<void>((resolve) => {
    host.onProgress = (step) => void (step === 'waiting-for-token' && resolve())
  })
const install = (host: Host, { enrolment }: HostResult<'enrolment.prepare'>, answer: string | null) =>
  host.request('enrolment.install', installing(enrolment.id, answer, { origin: enrolment.origin }))

describe('two windows on one token', () => {
  test('the second waits, says so, and goes on with the same key and the same request', async () => {
    const [first, second] = [await desk.host(), await desk.host()]
    const preparation = await desk.prepare(first, EC)
    const waiting = untilWaiting(second)
    const again = desk.prepare(second, { ...EC, enrolment: preparation.enrolment.id })
    await waiting
    await first.close()
    expect((await again).request).toBe(preparation.request)
    expect(count('Private Key')).toBe(2)
  })

  test('the second is told that the first has renewed meanwhile', async () => {
    const [first, second] = [await desk.host(), await desk.host()]
    const preparation = await desk.prepare(first, EC)
    const waiting = untilWaiting(second)
    const again = codeOf(desk.prepare(second, EC))
    await waiting
    await install(first, preparation, desk.bankAnswers(preparation))
    expect(await again).toBe('already-renewed')
    expect(count('Private Key')).toBe(2)
  })

  test('both install the same answer: one certificate', async () => {
    const first = await desk.host()
    const preparation = await desk.prepare(first, EC)
    await first.close()
    const answer = desk.bankAnswers(preparation)
    const hosts = [await desk.host(), await desk.host()]
    const ends = await Promise.all(hosts.map((host) => install(host, preparation, answer)))
    expect(ends.map(({ enrolment }) => enrolment.state)).toEqual(['done', 'done'])
    expect(count('Certificate')).toBe(2)
    expect(desk.record(preparation.enrolment.id).state).toBe('done')
  })

  test('one discards while the other installs: one of both is done, and the journal knows which', async () => {
    const first = await desk.host()
    const preparation = await desk.prepare(first, EC)
    await first.close()
    const { id } = preparation.enrolment
    const answer = desk.bankAnswers(preparation)
    const [installer, discarder] = [await desk.host(), await desk.host()]
    await Promise.all([
      codeOf(install(installer, preparation, answer)),
      codeOf(discarder.request('enrolment.discard', { enrolment: id })),
    ])
    const { state } = desk.record(id)
    expect(['done', 'discarded']).toContain(state)
    expect([count('Private Key'), count('Certificate')]).toEqual(state === 'done' ? [2, 2] : [1, 1])
  })

  test('two banks, one after the other: each has a key of its own', async () => {
    const [first, second] = [await desk.host(), await desk.host()]
    const one = await desk.prepare(first, EC)
    const waiting = untilWaiting(second)
    const next = desk.prepare(second, {
      ...EC,
      origin: 'https://other-bank.example',
      bank: 'other',
      bankName: '別銀行',
    })
    await waiting
    await first.close()
    const two = await next
    expect(count('Private Key')).toBe(3)
    expect((await install(second, two, desk.bankAnswers(two))).enrolment.origin).toBe('https://other-bank.example')
    const third = await desk.host()
    expect((await install(third, one, desk.bankAnswers(one))).enrolment.origin).toBe(ORIGIN)
    expect([count('Private Key'), count('Certificate')]).toEqual([3, 3])
  })
})

describe('a lock that nobody holds any more', () => {
  const locks = () => desk.tools.path('state/koshin/locks')
  const file = (ending: string) => {
    const name = readdirSync(locks()).find((found) => found.endsWith(ending))
    return join(locks(), name ?? 'none')
  }
  const age = (date: Date) => utimesSync(file('.lock'), date, date)
  const killedWithLock = async () => {
    const host = await desk.host()
    const { enrolment } = await desk.prepare(host, EC)
    await host.kill()
    expect(existsSync(file('.lock'))).toBe(true)
    return enrolment.id
  }
  let stranger: ChildProcess
  beforeEach(() => {
    stranger = spawn('sleep', ['60'])
  })
  afterEach(() => stranger.kill())

  test('is taken over some seconds after its host was killed', async () => {
    const enrolment = await killedWithLock()
    const host = await desk.host()
    expect((await desk.prepare(host, { ...EC, enrolment })).enrolment.state).toBe('requested')
    expect(host.progress).toContain('waiting-for-token')
    expect(count('Private Key')).toBe(2)
  })

  test('is taken over where another process has the number by now of the one that worked for it', async () => {
    const enrolment = await killedWithLock()
    const mark = file('.worker')
    writeFileSync(mark, readFileSync(mark, 'utf8').replace(/^\d+/, String(stranger.pid)))
    age(new Date(0))
    const host = await desk.host()
    expect((await desk.prepare(host, { ...EC, enrolment })).enrolment.state).toBe('requested')
    expect(host.progress).not.toContain('waiting-for-token')
  })

  test('is taken over where it is from a computer whose clock is ahead', async () => {
    const enrolment = await killedWithLock()
    age(new Date(Date.now() + 24 * 60 * 60 * 1000))
    const host = await desk.host()
    expect((await desk.prepare(host, { ...EC, enrolment })).enrolment.state).toBe('requested')
  })
})

describe('another user of the same token, in between', () => {
  test('has a journal of their own; both are done, and the old certificate is as it was', async () => {
    const before = desk.tools.readCertificate(LABEL, OLD_ID)
    const hosts = [await desk.host(), await otherHost()] as const
    const mine = await desk.prepare(hosts[0], EC)
    const theirs = await other.prepare(hosts[1], EC)
    expect(mine.enrolment.id).not.toBe(theirs.enrolment.id)
    const answers = [desk.bankAnswers(mine), desk.bankAnswers(theirs)] as const
    expect((await install(hosts[0], mine, answers[0])).enrolment.state).toBe('done')
    expect((await install(hosts[1], theirs, answers[1])).enrolment.state).toBe('done')
    expect(desk.tools.readCertificate(LABEL, OLD_ID)).toEqual(before)
    expect(count('Certificate')).toBe(count('Private Key'))
  })
})

describe('renewed meanwhile on another computer', () => {
  const renewThere = async () => {
    const host = await otherHost()
    const preparation = await other.prepare(host, EC)
    await install(host, preparation, desk.bankAnswers(preparation))
    await host.close()
  }

  test('is told before a key is made and before a PIN is asked; who wants another all the same gets it', async () => {
    await renewThere()
    const host = await desk.host()
    expect(await codeOf(desk.prepare(host, EC))).toBe('already-renewed')
    expect([desk.shown(), count('Private Key')]).toEqual([[], 2])
    expect((await desk.prepare(host, { ...EC, again: true })).enrolment.state).toBe('requested')
    expect(count('Private Key')).toBe(3)
  })

  test('is told to who comes back to an enrolment of before, whose key can then be given up', async () => {
    const first = await desk.host()
    const preparation = await desk.prepare(first, EC)
    await first.close()
    await renewThere()
    const second = await desk.host()
    const again = desk.prepare(second, { ...EC, enrolment: preparation.enrolment.id })
    expect(await codeOf(again)).toBe('already-renewed')
    expect(count('Private Key')).toBe(3)
    await second.request('enrolment.discard', { enrolment: preparation.enrolment.id })
    expect([count('Private Key'), count('Certificate')]).toEqual([2, 2])
  })
})
