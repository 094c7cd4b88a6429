import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { encodeCommand } from '../../native-host/pin/assuan.ts'
import { finalTryDialog, pinDialog } from '../../native-host/pin/dialog.ts'
import type { PinAsk } from '../../native-host/pin/source.ts'
import { speaking } from '../../native-host/sentences.ts'
import { HOSTILE_TEXTS, UNSEEN } from '../src/text/hostile-texts.ts'
import { Desk } from './desk.ts'

/** Texts of strangers where the host shows them: in the PIN dialog, in the log, on the command line. */

const SEED = 20261121
const HOSTILE = Object.entries(HOSTILE_TEXTS)
const anything = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 300 })
  .map((units) => String.fromCharCode(...units))

const askOf = (text: string): PinAsk => ({
  question: {
    token: text,
    bankName: text,
    origin: `https://${text}`,
    purpose: 'make-key',
    secret: 'pin',
    tries: 'ok',
    again: false,
    minLength: 4,
    maxLength: 16,
  },
  trouble: null,
})

describe('the PIN dialog', () => {
  const staysText = (text: string): void => {
    for (const language of ['ja', 'en'] as const) {
      for (const dialog of [pinDialog, finalTryDialog]) {
        const shown = dialog(askOf(text), speaking(language)).description
        // An empty name of a bank has no line.
        const harmless = dialog(askOf(text === '' ? '' : 'harmless'), speaking(language)).description
        expect(shown.split('\n')).toHaveLength(harmless.split('\n').length)
        expect(shown.replaceAll('\n', '')).not.toMatch(UNSEEN)
        expect(encodeCommand('SETDESC', shown).indexOf('\n')).toBe(encodeCommand('SETDESC', shown).length - 1)
      }
    }
  }

  test.each(HOSTILE)('%s', (_what, text) => staysText(text))

  test('whatever the text is', () => {
    fc.assert(fc.property(anything, staysText), { seed: SEED })
  })
})

describe('a computer with hostile names', () => {
  /** 32 bytes at most, as tokens have it. */
  const LABEL = 'x\u001B[31m\u202Egnab\u2028y\u009B2J'
  let desk: Desk
  beforeAll(() => {
    desk = new Desk()
    desk.tools.initialise(LABEL)
  })
  afterAll(() => desk.clear())

  const koshin = (...words: string[]): string => {
    try {
      return execFileSync(process.execPath, ['--import', 'tsx', 'native-host/main.ts', ...words], {
        env: desk.env,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      })
    } catch (error) {
      const { stdout, stderr } = error as { stdout: string; stderr: string }
      return stdout + stderr
    }
  }

  test('koshin doctor names the token in one line, with nothing hidden', () => {
    const lines = koshin('doctor').split('\n')
    expect(lines.filter((line) => line.includes('x[U+001B][31m[U+202E]gnab[U+2028]y[U+009B]2J'))).toHaveLength(1)
    expect(lines.join('')).not.toMatch(UNSEEN)
  })

  test('an argument that is full of them is told back with nothing hidden', () => {
    // An argument cannot hold a NUL, and a longer one than that is cut by nobody.
    const argument = HOSTILE.map(([, text]) => text.slice(0, 100).replaceAll('\0', '')).join(' ')
    const said = koshin(argument)
    expect(said).toContain('[U+202E]')
    expect(said.replaceAll('\n', '')).not.toMatch(UNSEEN)
  })

  test('koshin notice shows a page that is full of them with nothing hidden, as sentences and as JSON', () => {
    const texts = Object.values(HOSTILE_TEXTS)
      .filter((text) => !text.includes('<'))
      .join(' ')
    const page = desk.tools.path('page\u202E\u001B.html')
    writeFileSync(
      page,
      `<h1>電子証明書更新のお知らせ</h1><p>お使いの電子証明書の有効期限は2026年12月10日です。${texts}</p>
      <p>期限までに更新してください。</p><button>電子証明書を更新する${texts.slice(0, 60)}</button>`,
    )
    for (const more of [[], ['--json']]) {
      const said = koshin('notice', page, ...more)
      expect(said).toContain('2026')
      expect(said.replaceAll('\n', '')).not.toMatch(UNSEEN)
    }
  })

  test('the log has a line of JSON for each record, whatever was told to it', () => {
    const program = `
      import { log, logError } from './native-host/log.ts'
      for (const text of ${JSON.stringify(Object.values(HOSTILE_TEXTS))}) {
        log(text, { [text]: text })
        logError('broken', Object.assign(new Error(text), { name: text }))
      }`
    execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', program], { env: desk.env })
    const lines = readFileSync(desk.tools.path('state/koshin/koshin.log'), 'utf8').trimEnd().split('\n')
    expect(lines.filter((line) => 'time' in JSON.parse(line)).length).toBeGreaterThanOrEqual(2 * HOSTILE.length)
    expect(lines.filter((line) => UNSEEN.test(line))).toEqual([])
  })
})
