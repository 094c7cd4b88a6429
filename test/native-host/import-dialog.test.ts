import { describe, expect, it } from 'vitest'
import { pinDialog } from '../../native-host/pin/dialog.ts'
import type { PinAsk } from '../../native-host/pin/source.ts'
import { speaking } from '../../native-host/sentences.ts'
import type { PinQuestion } from '../../src/protocol/host.ts'

/** The words of the dialog, where what is typed is no PIN. */

const ask = (question: Partial<PinQuestion>, trouble: PinAsk['trouble'] = null): PinAsk => ({
  question: {
    token: 'Chromium …0001',
    bankName: '',
    origin: null,
    purpose: 'make-key',
    secret: 'store-password',
    tries: 'ok',
    again: false,
    minLength: 1,
    maxLength: 64,
    ...question,
  },
  trouble,
})

const wordsOf = (question: PinAsk): string => {
  const { description, prompt, error } = pinDialog(question, speaking('ja'))
  return [description, prompt, error ?? ''].join('\n')
}

const PURPOSES = ['make-key', 'install', 'prove', 'discard', 'import', 'remove'] as const
const TROUBLES = ['wrong', 'length', 'same'] as const

describe('the dialog for the password of one of the computer’s stores', () => {
  it.each(PURPOSES)('speaks of no USB token and of no PIN: %s', (purpose) => {
    for (const trouble of TROUBLES) expect(wordsOf(ask({ purpose }, trouble))).not.toMatch(/専用USB|暗証番号/)
  })

  it('names the store, and says what was wrong', () => {
    expect(wordsOf(ask({}))).toContain('\n保存場所: Chromium …0001\nこれから、パソコンの中に新しい鍵を作ります。')
    expect(wordsOf(ask({}, 'length'))).toContain('パスワードは1文字以上64文字以下です。')
    expect(wordsOf(ask({}, 'same'))).toContain('先ほど違っていたパスワードと同じです。')
  })
})

describe('the dialog for the password of a file', () => {
  it('speaks of the file alone', () => {
    const about = { secret: 'file-password', purpose: 'open-file', token: '証明書.p12' } as const
    expect(pinDialog(ask(about, 'wrong'), speaking('ja'))).toEqual({
      title: '電子証明書 更新ナビ',
      description:
        '電子証明書 更新ナビからの確認です。\n\nファイル: 証明書.p12\nこれから、このファイルの中の電子証明書を読み取ります。',
      prompt: 'ファイルのパスワード:',
      ok: 'OK',
      cancel: 'やめる',
      error: 'ファイルのパスワードが違います。もう一度入力してください。',
    })
    expect(wordsOf(ask(about, 'wrong'))).not.toMatch(/専用USB|暗証番号/)
  })
})
