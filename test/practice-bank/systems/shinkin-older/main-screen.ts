import { html } from '../../html.ts'
import { bankScreen, type Screen } from '../../pages/layout.ts'
import { OPEN_RENEWAL } from '../../pages/open-renewal.ts'

export function mainScreenPage(renewalIsDue: boolean): Screen {
  return bankScreen({
    name: 'メイン',
    script: OPEN_RENEWAL,
    body: html`<p>残高照会｜入出金明細照会｜取引状況照会</p>
<table border="1" cellspacing="0" cellpadding="6" width="100%">
${renewalIsDue ? RENEWAL : ''}
<tr><td colspan="2">税金・公共料金・各種料金を簡単に支払える Pay-easy(ペイジー)がご利用いただけます。</td></tr>
<tr><td nowrap>レポート</td><td>カレンダー管理へ</td></tr>
<tr><td nowrap>お取引状況</td><td>エラー状況｜エラーはありません。</td></tr>
</table>`,
  })
}

const RENEWAL = html`<tr><td nowrap><input type="button" value="証明書更新" onclick="openRenewal('/renewal/preparing')"></td>
<td>電子証明書の更新をお願いします。有効期限が過ぎますとサービスを利用できなくなりますので、左のボタンから電子証明書の更新を行ってください。</td></tr>`
