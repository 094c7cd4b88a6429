import { describe, expect, it, vi } from 'vitest'
import { isLabel, labelOf } from '../../../src/notice/page/controls.ts'
import type { PageElement } from '../../../src/notice/page/page-source.ts'

const input = (type: string | null, alt: string | null = null): PageElement =>
  ({
    nodeName: 'INPUT',
    getAttribute: (name: string) => ({ type, alt })[name] ?? null,
  }) as PageElement

describe('the words on a control', () => {
  it.each(['button', 'submit', 'reset', 'SUBMIT'])('are the value of an input of type %s', (type) => {
    expect(labelOf(input(type), { valueOf: () => '更新' })).toBe('更新')
  })

  it.each(['password', 'text', 'hidden', null])('are never what is typed into an input of type %s', (type) => {
    const typed = vi.fn(() => '1234')
    expect(labelOf(input(type), { valueOf: typed })).toBe('')
    expect(typed).not.toHaveBeenCalled()
  })

  it('are the text that stands for a picture', () => {
    expect(labelOf(input('image', '証明書更新'), { valueOf: () => 'x' })).toBe('証明書更新')
  })
})

describe('words that a profile looks for', () => {
  it.each([
    ['次へ', ' 次　へ '],
    ['次へ', '次へ ＞'],
    ['更新', '▶ 更新'],
    ['専用USBに保存する', '専用ＵＳＢに保存する'],
    ['*電子証明書*更新*', '電子証明書の有効期限が近づいています。更新してください。'],
  ])('%s are %s', (wanted, label) => {
    expect(isLabel(wanted, label)).toBe(true)
  })

  it.each([
    ['次へ', '次へ進む'],
    ['更新', '最新の情報に更新'],
    ['*電子証明書*更新*', '電子証明書の更新方法（PDF）'],
    ['*電子証明書*更新*', '電子証明書とは'],
  ])('%s are not %s', (wanted, label) => {
    expect(isLabel(wanted, label)).toBe(false)
  })
})
