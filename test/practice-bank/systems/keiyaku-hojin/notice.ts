import type { X509Certificate } from 'node:crypto'
import { expiryOf } from '../../client-certificate.ts'
import { html } from '../../html.ts'
import { japaneseDate } from '../../japanese-day.ts'
import { bankScreen, idRows, row, type Screen } from '../../pages/layout.ts'

/** Comes between log-on and menu in the last 30 days. */
export function noticePage(certificate: X509Certificate): Screen {
  return bankScreen({
    name: '電子証明書更新のお知らせ',
    body: html`<p>ご利用中の電子証明書の有効期間満了日が近づいています。<br>
「次へ」ボタンをクリックし、電子証明書の更新を行ってください。</p>
<table border="1" cellspacing="0" cellpadding="6">
${idRows(certificate)}
${row('電子証明書の有効期限', japaneseDate(expiryOf(certificate)))}
</table>
<form name="notice" method="get" action="/renewal/start">
<p align="center"><input type="submit" value="次へ"></p>
</form>`,
  })
}
