import type { X509Certificate } from 'node:crypto'
import { expiryOf } from '../../client-certificate.ts'
import { html } from '../../html.ts'
import { japaneseDate } from '../../japanese-day.ts'
import { bankScreen, idRows, row, type Screen } from '../../pages/layout.ts'

/** What the log-on leads to while nothing is due. */
export function menuPage(certificate: X509Certificate): Screen {
  return bankScreen({
    name: 'メインメニュー',
    body: html`<p>残高照会｜入出金明細照会｜振込・振替｜総合振込｜給与・賞与振込｜ご利用状況</p>
<table border="1" cellspacing="0" cellpadding="6">
${idRows(certificate)}
${row('シリアル番号', certificate.serialNumber)}
${row('電子証明書有効期限', japaneseDate(expiryOf(certificate)))}
</table>`,
  })
}
