import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PinQuestion } from '../../src/protocol/host.ts'
import { Desk, installing, LABEL, ORIGIN } from './desk.ts'
import { codeOf } from './host.ts'
import { PIN } from './token.ts'

let desk: Desk
beforeAll(() => {
  desk = Desk.ready()
})
afterAll(() => desk.clear())

describe('the platform dialog', () => {
  test('asks again after a wrong PIN, and the right one goes through', async () => {
    const host = await desk.host()
    desk.typesNext('111111', '111111', '12', PIN)
    const { enrolment } = await desk.prepare(host)
    const [first, wrong, same, short] = desk.shown()
    expect(first).toMatchObject({
      question: 'GETPIN',
      title: '電子証明書 更新ナビ',
      error: '',
      prompt: '暗証番号（PIN）:',
    })
    expect(first?.description).toContain(`テスト銀行\n${ORIGIN}\n\n専用USB: ${LABEL} …`)
    expect(wrong?.error).toContain('暗証番号（PIN）が違います。')
    expect(same?.error).toContain('先ほど違っていた番号と同じです。')
    expect(short?.error).toContain('4文字以上255文字以下です。')
    await host.request('enrolment.discard', { enrolment: enrolment.id })
    await host.close()
  })

  test('cancelled leaves nothing behind', async () => {
    const host = await desk.host()
    const before = desk.tools.objects(LABEL)
    const files = readdirSync(desk.journal)
    desk.typesNext(null)
    expect(await codeOf(desk.prepare(host))).toBe('pin-cancelled')
    expect(desk.tools.objects(LABEL)).toBe(before)
    expect(readdirSync(desk.journal)).toEqual(files)
  })

  test('is in English for an English browser', async () => {
    const host = await desk.host()
    await host.hello('en')
    desk.typesNext(null)
    await codeOf(desk.prepare(host))
    expect(desk.shown()[0]?.title).toBe('電子証明書 更新ナビ') // the first hello decides
  })

  test('that cannot be started is told', async () => {
    desk.configure({ pinentry: '/nonexistent/pinentry' })
    const host = await desk.host()
    expect(await codeOf(desk.prepare(host))).toBe('pin-unavailable')
    desk.configure({})
  })

  test('closes when the browser goes away', async () => {
    desk.configure({ pinentry: '/bin/cat' }) // never greets
    const host = await desk.host()
    const asked = new Promise<void>((resolve) => {
      host.onProgress = () => resolve()
    })
    const outcome = codeOf(desk.prepare(host))
    await asked
    await host.close()
    expect(await outcome).toBe('page-closed')
    desk.configure({})
  })
})

describe("the extension's window, where there is no dialog", () => {
  test('is told the token, the bank and what for', async () => {
    desk.configure({ pinentry: null })
    const host = await desk.host()
    const typed = ['999999', PIN]
    host.typePin = () => typed.shift() ?? null
    const { enrolment } = await desk.prepare(host)
    const [first, second] = host.questions
    expect(first).toEqual({
      token: expect.stringMatching(/^専用USB …/),
      bankName: 'テスト銀行',
      origin: ORIGIN,
      purpose: 'make-key',
      tries: 'ok',
      again: false,
      minLength: 4,
      maxLength: 255,
    } satisfies PinQuestion)
    expect(second).toMatchObject({ again: true, tries: 'low' })
    await host.request('enrolment.discard', { enrolment: enrolment.id })
    host.typePin = () => null
    expect(await codeOf(desk.prepare(host))).toBe('pin-cancelled')
    desk.configure({})
  })
})

test('the PIN is in no file, no environment and no argument', async () => {
  const host = await desk.host()
  desk.typesNext('000000', PIN)
  const preparation = await desk.prepare(host)
  const processes = execFileSync('ps', ['-eww', '-o', 'args=']).toString()
  expect(processes).toMatch(/pkcs11.process/)
  expect(processes).not.toContain(PIN)
  expect(readFileSync(`/proc/${host.child.pid}/environ`, 'utf8')).not.toContain(PIN)
  const install = installing(preparation.enrolment.id, desk.bankAnswers(preparation))
  await host.request('enrolment.install', install)
  await host.close()
  const files = desk.writtenFiles()
  expect(files.map(([name]) => name)).toContain('koshin.log')
  for (const [name, content] of files) {
    expect(content.includes(PIN), name).toBe(false)
    expect(content.includes('000000'), name).toBe(false)
  }
})
