import { readdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PinQuestion } from '../../src/protocol/host.ts'
import { FaultModule, hasCompiler } from '../fault-module/fault-module.ts'
import { FUNCTIONS } from '../fault-module/rule.ts'
import { Desk, installing, LABEL, ORIGIN } from './desk.ts'
import { codeOf } from './host.ts'
import { ProcessWatch } from './process-watch.ts'
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
      secret: 'pin',
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

describe('over a renewal in which much goes wrong', () => {
  const WRONG = '000000'
  let module: FaultModule
  let watch: ProcessWatch
  let id = ''
  beforeAll(async () => {
    if (!hasCompiler) return
    module = FaultModule.build()
    watch = new ProcessWatch()
    desk.configure({ modules: [module.path] })
    id = await renew()
    desk.configure({})
  })
  afterAll(() => module?.remove())

  const started = async () => {
    const host = await desk.host()
    watch.add(host.child.pid)
    return host
  }

  /** A noisy driver; a crash, a log-in that is lost, a host that is killed, a proof that fails. */
  const renew = async (): Promise<string> => {
    const noisy = FUNCTIONS.map((call) => ({ call, do: 'noise' }) as const)
    const first = await started()
    module.tell(...noisy, { call: 'C_GenerateKeyPair', do: 'crash' })
    desk.typesNext(WRONG, PIN)
    expect(await codeOf(desk.prepare(first))).toBe('module-crashed')
    const { enrolments } = await first.request('enrolment.list', {})
    const enrolment = enrolments.find(({ state }) => state === 'planned')?.id ?? ''
    module.tell(...noisy, { call: 'C_GenerateKeyPair', do: { sleep: 1500 } })
    desk.typesNext(PIN)
    first.onProgress = (step) => void (step === 'making-key' && setTimeout(() => first.child.kill('SIGKILL'), 300))
    await expect(desk.prepare(first, { enrolment })).rejects.toThrow('the host has ended')
    const second = await started()
    module.tell(...noisy, { call: 'C_Sign', nth: 1, do: { rv: 'CKR_USER_NOT_LOGGED_IN' } })
    desk.typesNext(PIN, PIN)
    const preparation = await desk.prepare(second, { enrolment })
    const answer = desk.bankAnswers(preparation)
    module.tell(...noisy, { call: 'C_Sign', do: 'lie' })
    expect(await codeOf(second.request('enrolment.install', installing(enrolment, answer)))).toBe('proof-failed')
    module.tell(...noisy)
    desk.typesNext(PIN)
    await second.request('enrolment.install', installing(enrolment, null))
    await second.close()
    return enrolment
  }

  test.skipIf(!hasCompiler)('the PIN is in no file, no environment and no argument (needs gcc)', () => {
    const seen = watch.end()
    const programs = ['native-host/main.ts', 'pkcs11/process/main.ts', 'pinentry.json']
    for (const program of programs)
      expect(
        seen.some((text) => text.includes(program)),
        program,
      ).toBe(true)
    expect(seen.filter((text) => text.includes(PIN) || text.includes(WRONG))).toEqual([])
    const files = desk.writtenFiles()
    const names = files.map(([name]) => name)
    expect(names).toContain('koshin.log')
    expect(names).toContain(`${id}.json`)
    for (const [name, content] of files) {
      expect(content.includes(PIN), name).toBe(false)
      expect(content.includes(WRONG), name).toBe(false)
    }
  })

  test.skipIf(!hasCompiler)('the PIN is given to the token once for each time that it was typed (needs gcc)', () => {
    const outcomes = module.logIns().map(({ pin, rv }) => `${pin ? 'PIN' : 'pad'} ${rv}`)
    expect(outcomes).toEqual(['PIN CKR_PIN_INCORRECT', ...Array(5).fill('PIN CKR_OK')])
  })
})
