import { describe, expect, it } from 'vitest'
import { BUNDLED_PROFILES } from '../../../src/bank/edition.ts'
import { readNotice } from '../../../src/notice/read-notice.ts'
import type { PageView } from '../../../src/notice/reading.ts'

const [profile] = BUNDLED_PROFILES
if (!profile) throw new Error('no profile')

const page = (view: Partial<PageView>): PageView => ({ title: '', text: '', controls: [], ...view })
const screenOf = (view: Partial<PageView>): string => readNotice(profile, page(view)).screen

describe('the screens of 【法人W】専用USB (seeds/002) are known by their words', () => {
  it.each<[string, Partial<PageView>]>([
    ['notices', { text: '重要なお知らせ', controls: ['電子証明書の更新をお願いします'] }],
    ['notice', { text: '電子証明書の更新をお願いします', controls: ['電子証明書の更新はこちら'] }],
    ['preparing', { text: '電子証明書更新前処理中\n電子証明書更新前の処理中です。' }],
    ['start', { text: '電子証明書更新開始', controls: ['更新'] }],
    ['store', { text: '電子証明書の保存先選択', controls: ['パソコンに保存する', '専用USBに保存する'] }],
    ['issuing', { text: '電子証明書発行処理中' }],
    ['finished', { text: '電子証明書の更新と専用USBへの保存が完了しました。', controls: ['このウィンドウを閉じる'] }],
  ])('%s', (screen, view) => {
    expect(screenOf(view)).toBe(screen)
  })

  it('knows a screen by its title alone', () => {
    expect(screenOf({ title: '電子証明書発行処理中' })).toBe('issuing')
  })

  it('sees through spaces and line breaks inside words, and full-width letters', () => {
    expect(screenOf({ text: '電子証明書\n更新 開始', controls: [' 更　新 '] })).toBe('start')
    expect(screenOf({ text: '電子証明書', controls: ['専用ＵＳＢに保存する'] })).toBe('store')
  })
})

describe('a page that is none of them', () => {
  it('has no screen: the list without a renewal notice', () => {
    expect(screenOf({ text: '重要なお知らせ', controls: ['システムメンテナンスのお知らせ'] })).toBe('none')
  })

  it('has no screen: a help page that quotes the words without the button', () => {
    expect(screenOf({ text: '「電子証明書の更新はこちら」をクリックします。' })).toBe('none')
  })

  it('gives no fields, whatever it prints', () => {
    expect(readNotice(profile, page({ text: '契約法人ID 1234567890' })).fields.corporateId).toBeNull()
  })

  it('is ambiguous, and no step is guessed, when two screens fit', () => {
    expect(screenOf({ text: '電子証明書更新前処理中 電子証明書発行処理中' })).toBe('ambiguous')
  })
})

describe('what a notice says', () => {
  const read = (text: string) =>
    readNotice(
      profile,
      page({ text: `電子証明書の更新をお願いします\n${text}`, controls: ['電子証明書の更新はこちら'] }),
    ).fields

  it('is the last day and the ID behind their labels', () => {
    expect(read('契約法人ID\t1234567890\n電子証明書の有効期限\t2026年12月10日')).toEqual({
      expiry: '2026-12-10',
      corporateId: '1234567890',
      userId: null,
      serialNumber: null,
    })
  })

  it.each([
    ['2026/12/10', '2026-12-10'],
    ['2026-12-10', '2026-12-10'],
    ['２０２６年　１２月　１０日', '2026-12-10'],
    ['2026年2月3日', '2026-02-03'],
  ])('reads the date %s', (text, day) => {
    expect(read(`有効期限：${text}`).expiry).toBe(day)
  })

  it.each(['2026/02/30', '2026/13/01', '9999/99/99', '30日前'])('refuses %s, which is no date', (text) => {
    expect(read(`有効期限 ${text}`).expiry).toBeNull()
  })

  it('goes on to the next mention of a label that has no value behind it', () => {
    expect(
      read(
        '有効期限の30日前から本お知らせを表示します。この案内は全員に同じものをお送りしております。\n有効期限 2026/12/10',
      ).expiry,
    ).toBe('2026-12-10')
  })

  it('reads a serial number with and without colons', () => {
    expect(read('シリアル番号 = 3a:7f:10:c2:88:4e').serialNumber).toBe('3A7F10C2884E')
    expect(read('シリアル番号 = 3A7F10C2884E').serialNumber).toBe('3A7F10C2884E')
  })
})
