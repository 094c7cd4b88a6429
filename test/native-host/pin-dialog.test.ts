import { describe, expect, test } from 'vitest'
import { encodeCommand } from '../../native-host/pin/assuan.ts'
import { finalTryDialog, pinDialog } from '../../native-host/pin/dialog.ts'
import { findPinentry } from '../../native-host/pin/find-pinentry.ts'
import type { PinAsk } from '../../native-host/pin/source.ts'
import { speaking } from '../../native-host/sentences.ts'
import { visibleText } from '../../src/text/visible-text.ts'

const ask = (question: Partial<PinAsk['question']> = {}, trouble: PinAsk['trouble'] = null): PinAsk => ({
  question: {
    token: '専用USB …4F21',
    bankName: 'テスト銀行',
    origin: 'https://bank.example',
    purpose: 'make-key',
    secret: 'pin',
    tries: 'ok',
    again: false,
    minLength: 4,
    maxLength: 16,
    ...question,
  },
  trouble,
})

describe('the PIN dialog', () => {
  test('names the bank, its origin, the token and what will happen', () => {
    expect(pinDialog(ask(), speaking('ja'))).toEqual({
      title: '電子証明書 更新ナビ',
      description:
        'テスト銀行\nhttps://bank.example\n\n専用USB: 専用USB …4F21\nこれから、専用USBの中に新しい鍵を作ります。今の電子証明書はそのまま残ります。',
      prompt: '暗証番号（PIN）:',
      ok: 'OK',
      cancel: 'やめる',
      error: null,
    })
  })

  test('says so where no site has asked', () => {
    expect(pinDialog(ask({ origin: null, bankName: '', purpose: 'prove' }), speaking('en')).description).toBe(
      'The Certificate Renewal Guide is asking.\n\nUSB token: 専用USB …4F21\nThis certificate will be tried once. Nothing is changed.',
    )
  })

  test('says what was wrong and what is left', () => {
    expect(pinDialog(ask({ tries: 'final' }, 'wrong'), speaking('ja')).error).toBe(
      '暗証番号（PIN）が違います。もう一度入力してください。\nこれが最後の1回です。まちがえると、専用USBがロックされて使えなくなります。',
    )
    expect(pinDialog(ask({}, 'length'), speaking('ja')).error).toContain('4文字以上16文字以下')
  })

  test('asks before the last try', () => {
    expect(finalTryDialog(ask({ tries: 'final' }), speaking('ja'))).toMatchObject({
      ok: '番号は確かなので入力する',
      cancel: 'やめる',
    })
  })

  test('shows the end of a long origin, which says whose it is', () => {
    const origin = `https://${'sub.'.repeat(70)}bank.example`
    const { description } = pinDialog(ask({ origin }), speaking('ja'))
    expect(description).toContain('sub.bank.example\n')
    expect(description).toContain('\n…')
  })

  test('fits a line of the protocol, even at its longest', () => {
    const longest = ask({
      bankName: '銀'.repeat(120),
      origin: `https://${'a'.repeat(280)}.example`,
      token: '鍵'.repeat(200),
      purpose: 'discard',
    })
    for (const language of ['ja', 'en'] as const) {
      const { description } = pinDialog(longest, speaking(language))
      expect(encodeCommand('SETDESC', description).toString()).toContain(speaking(language)('pin.purpose.discard'))
    }
  })
})

describe('text from elsewhere', () => {
  test.each([
    ['a turned name \u202egnab', 'a turned name [U+202E]gnab'],
    ['two\nlines', 'two[U+000A]lines'],
    ['zero\u200bwidth', 'zero[U+200B]width'],
    ['tag\u{e0041}', 'tag[U+E0041]'],
    ['\u2066isolate', '[U+2066]isolate'],
    ['みずほ銀行 ﾃｽﾄ 𠮷', 'みずほ銀行 ﾃｽﾄ 𠮷'],
  ])('%j is shown as %s', (text, shown) => {
    expect(visibleText(text)).toBe(shown)
  })

  test('of a bank and a token is made visible in the dialog', () => {
    const { description } = pinDialog(ask({ bankName: 'A\nhttps://other', token: 'x\u202ey' }), speaking('ja'))
    expect(description.split('\n')).toHaveLength(5)
    expect(description).toContain('x[U+202E]y')
  })
})

describe('which dialog program', () => {
  test('is the configured one, display or not', () => {
    expect(findPinentry('/opt/pinentry', {})).toBe('/opt/pinentry')
  })
  test('is none without a display, or none in a relative folder', () => {
    expect(findPinentry(null, { PATH: '/usr/bin' })).toBeNull()
    expect(findPinentry(null, { PATH: '.:bin', DISPLAY: ':0' })).toBeNull()
  })
})
