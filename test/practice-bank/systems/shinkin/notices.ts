import type { X509Certificate } from 'node:crypto'
import { expiryOf } from '../../client-certificate.ts'
import { html, joinHtml } from '../../html.ts'
import { japaneseDate } from '../../japanese-day.ts'
import { bankScreen, idRows, row, type Screen } from '../../pages/layout.ts'
import { OPEN_RENEWAL } from '../../pages/open-renewal.ts'

const RENEWAL_NOTICE = '電子証明書の更新をお願いします'
const MAINTENANCE_NOTICE = 'システムメンテナンスによるサービス休止のお知らせ'

/** 重要なお知らせ: the first screen after the log-on, with the certificate that logged on. */
export function noticesPage(certificate: X509Certificate, renewalIsDue: boolean): Screen {
  const renewal = html`<tr><td>重要</td><td><a href="/notices/renewal">${RENEWAL_NOTICE}</a></td></tr>`
  const maintenance = html`<tr><td>お知らせ</td><td><a href="/notices/maintenance">${MAINTENANCE_NOTICE}</a></td></tr>`
  return bankScreen({
    name: '重要なお知らせ',
    body: html`<p>お客さまへの重要なお知らせです。件名をクリックして、内容をご確認ください。</p>
<table border="1" cellspacing="0" cellpadding="6" width="100%">
<tr bgcolor="#ddeeff"><th>区分</th><th>件名</th></tr>
${joinHtml(renewalIsDue ? [renewal, maintenance] : [maintenance])}
</table>
<p><b>ご利用中の電子証明書</b></p>
<table border="1" cellspacing="0" cellpadding="6">
${idRows(certificate)}
${row('シリアル番号', certificate.serialNumber)}
${row('有効期限', japaneseDate(expiryOf(certificate)))}
</table>`,
  })
}

/** The body of the notice, from which the renewal opens in another window. */
export function renewalNoticePage(certificate: X509Certificate): Screen {
  return bankScreen({
    name: RENEWAL_NOTICE,
    script: OPEN_RENEWAL,
    body: html`<p>ご利用中の電子証明書の有効期限が近づいています。<br>
電子証明書の有効期限が切れる前までに更新を行ってください。</p>
<table border="1" cellspacing="0" cellpadding="6">
${idRows(certificate)}
${row('電子証明書の有効期限', japaneseDate(expiryOf(certificate)))}
</table>
<p><font color="#cc0000">有効期限を過ぎますと、サービスをご利用いただけなくなります。</font></p>
<p><a href="/renewal/preparing" target="renewal" onclick="return openRenewal(this.href);">電子証明書の更新はこちら</a></p>
<p>※有効期限の30日前から本お知らせを表示します。</p>
<p><a href="/notices">戻る</a></p>`,
  })
}

export function maintenanceNoticePage(): Screen {
  return bankScreen({
    name: MAINTENANCE_NOTICE,
    body: html`<p>毎月第3日曜日の午前0時から午前6時まで、システムメンテナンスのためサービスを休止します。</p>
<p><a href="/notices">戻る</a></p>`,
  })
}
