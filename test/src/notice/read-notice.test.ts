import { describe, expect, it } from 'vitest'
import { SavedPage } from '../../../native-host/pages/saved-page.ts'
import { BUNDLED_PROFILES } from '../../../src/bank/edition.ts'
import type { BankProfile } from '../../../src/bank/profile.ts'
import { readNotice } from '../../../src/notice/read-notice.ts'
import type { Reading } from '../../../src/notice/reading.ts'

const bank = (id: string): BankProfile => {
  const found = BUNDLED_PROFILES.find((profile) => profile.id === id)
  if (!found) throw new Error(`no profile ${id}`)
  return found
}
const SHINKIN = bank('shinkin-hojin-ib')

const read = (html: string, profile = SHINKIN): Reading => readNotice(profile, new SavedPage(html))
const screenOf = (html: string, profile = SHINKIN): string => read(html, profile).screen
const button = (label: string): string => `<input type="button" value="${label}">`

describe('the screens of 【法人W】専用USB (seeds/002) are known by their words', () => {
  it.each([
    ['notices', '<h1>重要なお知らせ</h1><a href="#">電子証明書の更新をお願いします</a>'],
    ['notice', '<h1>電子証明書の更新をお願いします</h1><a href="#">電子証明書の更新はこちら</a>'],
    ['preparing', '<h1>電子証明書更新前処理中</h1><p>電子証明書更新前の処理中です。</p>'],
    ['start', `<h1>電子証明書更新開始</h1>${button('更新')}`],
    ['store', `電子証明書の保存先選択 ${button('パソコンに保存する')}${button('専用USBに保存する')}`],
    ['issuing', '<h1>電子証明書発行処理中</h1>'],
    ['finished', `<p>電子証明書の更新と専用USBへの保存が完了しました。</p>${button('このウィンドウを閉じる')}`],
  ])('%s', (screen, html) => {
    expect(screenOf(html)).toBe(screen)
  })

  it('knows a screen by its title', () => {
    expect(screenOf('<title>電子証明書発行処理中</title><p>しばらくお待ちください')).toBe('issuing')
    expect(screenOf('<title>電子証明書発行処理中 | れんしゅう信用金庫</title><p>しばらくお待ちください')).toBe(
      'issuing',
    )
  })

  it('sees through spaces, line breaks, elements and widths inside words', () => {
    expect(screenOf(`電子証明書<br>更新 開始<p>${button(' 更　新 ')}`)).toBe('start')
    expect(screenOf(`<font>電子</font>証<b>明書</b>更新開始<p>${button('更新 ＞')}`)).toBe('start')
    expect(screenOf(`電子証明書<p>${button('ﾊﾟｿｺﾝに保存する')}${button('専用ＵＳＢに保存する')}`)).toBe('store')
  })

  it('tells the words on the button as they are printed', () => {
    expect(read(`<h1>電子証明書更新開始</h1>${button(' 更　新 ')}`).label).toBe('更新')
  })
})

describe('a page that is none of them', () => {
  it.each([
    ['the list without a renewal notice', '<h1>重要なお知らせ</h1><a href="#">システムメンテナンスのお知らせ</a>'],
    ['the words in a sentence', `<p>「電子証明書更新開始」画面が表示されます。</p>${button('更新')}`],
    ['the words without the button', '<h1>電子証明書更新開始</h1><p>「更新」ボタンを押してください。</p>'],
    ['words that nobody sees', `<h1 style="display:none">電子証明書更新開始</h1>${button('更新')}`],
    ['words in a script or a comment', `<script>var a="電子証明書発行処理中"</script><!-- 電子証明書発行処理中 -->`],
    ['a button that nobody sees', `<h1>電子証明書更新開始</h1><span hidden>${button('更新')}</span>`],
    [
      'a manual that shows the same screens',
      '<p>①「更新」をクリックします。</p><h2>電子証明書更新前処理中</h2><p>②お待ちください。③「更新」をクリックします。</p>',
    ],
    ['an empty page', ''],
  ])('%s', (_what, html) => {
    expect(screenOf(html)).toBe('none')
  })
})

describe('a page that could be two screens', () => {
  it('is said to be ambiguous, with both, and no button is named', () => {
    const both = `<h1>電子証明書更新開始</h1><h1>電子証明書発行処理中</h1>${button('更新')}`
    expect(read(both)).toMatchObject({ screen: 'ambiguous', among: ['start', 'issuing'], label: null })
  })
})

describe('screens that any bank may show', () => {
  it('are known where none of its own is there', () => {
    expect(screenOf('<p>セッションが無効です。もう一度ログオンし直してください。</p>')).toBe('any-session-ended')
    expect(screenOf('<h1>ログオンエラー</h1><p>電子証明書の有効期限が切れています。</p>')).toBe('any-log-on-refused')
  })
})

describe('what a screen prints', () => {
  const fieldsOf = (html: string) =>
    read(`<h1>電子証明書の更新をお願いします</h1>${html}<a href="#">電子証明書の更新はこちら</a>`).fields

  it.each([
    ['beside the label', '<table><tr><td>電子証明書の有効期限</td><td>2026年12月10日</td></tr></table>'],
    ['behind it', '<p>有効期限：2026/12/10</p>'],
    ['in a sentence', '<p>お客様の電子証明書の有効期限は2026年12月10日です。</p>'],
    ['below it', '<table><tr><th>契約法人ID<th>有効期限</tr><tr><td>1234567890<td>2026/12/10</tr></table>'],
    ['on the next line', '<div>有効期限</div><div>2026/12/10</div>'],
    ['in a list', '<dl><dt>有効期限<dd>令和8年12月10日</dl>'],
    ['behind a line break in a cell', '<table><tr><td>有効期限<br>2026/12/10</td></tr></table>'],
    ['with spaces in the label', '<p>有　効　期　限　　2026/12/10</p>'],
    ["beside a password's", '<p>パスワードの有効期限：2026/09/01</p><p>有効期限：2026/12/10</p>'],
    ['beside the present day', '<table><tr><td>現在の日付<td>2026/11/21<tr><td>有効期限<td>2026/12/10</table>'],
  ])('the last day %s', (_where, html) => {
    expect(fieldsOf(html).expiry).toBe('2026-12-10')
  })

  it('two last days that differ are none', () => {
    expect(fieldsOf('<p>有効期限：2026/12/10</p><p>有効期限：2026/12/11</p>').expiry).toBeNull()
    expect(fieldsOf('<p>有効期限：2026/12/10</p><p>有効期限：2026年12月10日</p>').expiry).toBe('2026-12-10')
  })

  it('a last day that no calendar has is none', () => {
    expect(fieldsOf('<p>有効期限：2026/02/30</p>').expiry).toBeNull()
  })

  it('the IDs and the serial number, in columns and in rows', () => {
    const html =
      '<table><tr><th>契約法人ID<th>利用者ID<th>シリアル番号</tr><tr><td>1234567890<td>001<td>3a:7f:10:c2</tr></table>'
    expect(fieldsOf(html)).toMatchObject({ corporateId: '1234567890', userId: '001', serialNumber: '3A7F10C2' })
  })
})

describe('a frameset', () => {
  const older = bank('shinkin-hojin-ib-older')
  const beside = (html: string, other: string) => {
    const page = new SavedPage(html)
    page.standsBeside([new SavedPage(other)])
    return readNotice(older, page).screen
  }

  it('is one page: the name in one frame, the button in another', () => {
    expect(beside(button('更新'), '<h1>電子証明書更新開始</h1>')).toBe('start')
    expect(beside('<h1>電子証明書更新開始</h1>', button('更新'))).toBe('none')
  })

  it('leaves a frame alone that has such a button by chance', () => {
    expect(beside(button('更新'), `<h1>電子証明書更新開始</h1>${button('更新')}`)).toBe('none')
  })
})

describe('a long page', () => {
  const filler = (count: number) => '<p>明細 <b>1,234</b>円</p>'.repeat(count)
  const notice =
    '<h1>電子<b>証明書</b>の更新をお願いします</h1><p>有効期限：2026/12/10</p><a href="#">電子証明書の更新はこちら</a>'

  it.each([0, 1, 20, 39, 40])(
    'is read the same wherever the notice stands: %i paragraphs above, 40 in all',
    (above) => {
      const reading = read(filler(above) + notice + filler(40 - above))
      expect(reading).toMatchObject({
        screen: 'notice',
        label: '電子証明書の更新はこちら',
        fields: { expiry: '2026-12-10' },
      })
    },
  )
})
