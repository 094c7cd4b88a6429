import { mkdirSync, readdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ProgressStep } from '../../src/protocol/host.ts'
import { Desk, installing, LABEL } from './desk.ts'
import { codeOf } from './host.ts'
import { OLD_ID, PIN } from './token.ts'

let desk: Desk
beforeEach(() => {
  desk = Desk.ready()
  desk.typesNext(PIN, PIN, PIN, PIN)
})
afterEach(() => desk.clear())

const newKeys = () => desk.tools.objects(LABEL).match(/Private Key Object/g)?.length

test('the host killed between request and answer: a fresh one installs', async () => {
  const first = await desk.host()
  const preparation = await desk.prepare(first)
  await first.kill()
  const second = await desk.host()
  expect((await second.request('enrolment.list', {})).enrolments).toMatchObject([{ state: 'requested' }])
  const { enrolment } = await second.request(
    'enrolment.install',
    installing(preparation.enrolment.id, desk.bankAnswers(preparation)),
  )
  expect(enrolment.state).toBe('done')
})

describe('the host killed at a step of the request', () => {
  test.each(['making-key', 'signing'] satisfies ProgressStep[])('%s: goes on with the same key', async (step) => {
    const first = await desk.host()
    first.onProgress = (seen) => void (seen === step && first.child.kill('SIGKILL'))
    await expect(desk.prepare(first)).rejects.toThrow('the host has ended')
    desk.timePasses()
    const second = await desk.host()
    const [open] = (await second.request('enrolment.list', {})).enrolments
    const preparation = await desk.prepare(second, { enrolment: open?.id ?? '' })
    expect(preparation.enrolment.id).toBe(open?.id)
    expect(newKeys()).toBe(2)
    await second.request('enrolment.install', installing(preparation.enrolment.id, desk.bankAnswers(preparation)))
  })
})

describe('the host killed at a step of the answer', () => {
  test.each(['checking-answer', 'writing', 'reading-back', 'proving'] satisfies ProgressStep[])(
    '%s: the saved answer is installed',
    async (step) => {
      const first = await desk.host()
      const preparation = await desk.prepare(first)
      const { id } = preparation.enrolment
      const answer = desk.bankAnswers(preparation)
      first.onProgress = (seen) => void (seen === step && first.child.kill('SIGKILL'))
      await expect(first.request('enrolment.install', installing(id, answer))).rejects.toThrow('the host has ended')
      desk.timePasses()
      const second = await desk.host()
      // At the very first step the answer may not have been on the disk yet: the page still has it.
      const again = step === 'checking-answer' ? answer : null
      const { enrolment } = await second.request('enrolment.install', installing(id, again))
      expect(enrolment.state).toBe('done')
      expect(desk.tools.objects(LABEL).match(/Certificate Object/g)).toHaveLength(2)
    },
  )
})

test('a second request for the same enrolment makes no second key, and may have another subject', async () => {
  const host = await desk.host()
  const first = await desk.prepare(host)
  const subject = [{ type: 'CN', value: '別の名前' }]
  const second = await desk.prepare(host, { enrolment: first.enrolment.id, subject })
  expect(second.enrolment.id).toBe(first.enrolment.id)
  expect(second.request).not.toBe(first.request)
  expect(Buffer.from(second.request, 'base64').includes('別の名前')).toBe(true)
  expect(newKeys()).toBe(2)
  expect(desk.shown()).toHaveLength(1)
})

describe('the token pulled out', () => {
  const socket = () => desk.tools.path('tokens')
  const drawer = () => desk.tools.path('drawer')
  const move = (from: string, to: string) => {
    for (const token of readdirSync(from)) renameSync(join(from, token), join(to, token))
  }
  beforeEach(() => mkdirSync(drawer()))
  const away = () => move(socket(), drawer())
  const back = () => move(drawer(), socket())

  test('before the answer: told, kept, and installed once it is back', async () => {
    const first = await desk.host()
    const preparation = await desk.prepare(first)
    const { id } = preparation.enrolment
    const answer = desk.bankAnswers(preparation)
    away()
    expect(await codeOf(first.request('enrolment.install', installing(id, answer)))).toBe('token-removed')
    expect(await codeOf(first.request('enrolment.install', installing(id, null)))).toBe('token-missing')
    await first.close()
    expect(desk.record(id).state).toBe('issued')
    back()
    const second = await desk.host()
    expect((await second.request('enrolment.install', installing(id, null))).enrolment.state).toBe('done')
  })

  test('and another one put in: told, and nothing is written to it', async () => {
    const first = await desk.host()
    const preparation = await desk.prepare(first)
    await first.close()
    away()
    const other = new Desk()
    try {
      other.tools.initialise('別のUSB')
      move(other.tools.path('tokens'), socket())
      const second = await desk.host()
      const request = installing(preparation.enrolment.id, desk.bankAnswers(preparation))
      expect(await codeOf(second.request('enrolment.install', request))).toBe('token-wrong')
      expect(desk.tools.objects('別のUSB')).not.toContain('Object;')
    } finally {
      await other.clear()
    }
  })
})

describe('a key that is gone', () => {
  test('is told, and never replaced by another', async () => {
    const host = await desk.host()
    const preparation = await desk.prepare(host)
    const { id } = preparation.enrolment
    await host.close()
    for (const type of ['privkey', 'pubkey'])
      desk.tools.pkcs11(LABEL, '--delete-object', '--type', type, '--id', desk.record(id).keyId)
    const second = await desk.host()
    expect(await codeOf(desk.prepare(second, { enrolment: id }))).toBe('key-missing')
    const request = installing(id, desk.bankAnswers(preparation))
    expect(await codeOf(second.request('enrolment.install', request))).toBe('key-missing')
    expect(newKeys()).toBe(1)
  })
})

describe('discarding', () => {
  test('removes the new key and nothing else', async () => {
    const before = desk.tools.objects(LABEL)
    const host = await desk.host()
    const { enrolment } = await desk.prepare(host)
    expect(newKeys()).toBe(2)
    const discard = () => host.request('enrolment.discard', { enrolment: enrolment.id })
    expect((await discard()).enrolment.state).toBe('discarded')
    expect((await discard()).enrolment.state).toBe('discarded')
    expect(desk.tools.objects(LABEL)).toBe(before)
    expect(await codeOf(host.request('enrolment.install', installing(enrolment.id, 'AAAA')))).toBe('enrolment-state')
    expect(await codeOf(desk.prepare(host, { enrolment: enrolment.id }))).toBe('enrolment-state')
  })

  test('is refused once a certificate was written, whatever the journal says', async () => {
    const host = await desk.host()
    const preparation = await desk.prepare(host)
    const { id } = preparation.enrolment
    host.onProgress = (step) => void (step === 'reading-back' && host.child.kill('SIGKILL'))
    const request = installing(id, desk.bankAnswers(preparation))
    await expect(host.request('enrolment.install', request)).rejects.toThrow('the host has ended')
    desk.timePasses()
    const second = await desk.host()
    expect(await codeOf(second.request('enrolment.discard', { enrolment: id }))).toBe('enrolment-state')
    await second.request('enrolment.install', installing(id, null))
    expect(await codeOf(second.request('enrolment.discard', { enrolment: id }))).toBe('enrolment-state')
    expect(desk.tools.objects(LABEL)).toContain(`ID:         ${OLD_ID}`)
  })

  test('of an enrolment that never was is told', async () => {
    const host = await desk.host()
    const discard = host.request('enrolment.discard', { enrolment: 'ab'.repeat(16) })
    expect(await codeOf(discard)).toBe('enrolment-unknown')
  })
})
