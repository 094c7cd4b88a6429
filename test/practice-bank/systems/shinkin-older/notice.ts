import type { X509Certificate } from 'node:crypto'
import { expiryOf } from '../../client-certificate.ts'
import { html } from '../../html.ts'
import { slashDate } from '../../japanese-day.ts'
import { inputErrorPage } from '../../pages/errors.ts'
import { bankScreen, row, type Screen } from '../../pages/layout.ts'
import { page, type Reply, redirect } from '../../reply.ts'
import type { KnownVisit } from '../../system.ts'

/** The server goes by the words on the button, which come in the page's own charset. */
const TO_MAIN = 'メインへ'

/** In the main frame, between log-on and main screen. */
export function noticePage(certificate: X509Certificate, now: Date): Screen {
  return bankScreen({
    name: '電子証明書更新通知',
    body: html`<p>電子証明書の有効期限が近づいています。有効期限内に更新を行ってください。</p>
<form name="notice" method="post" action="/notice">
<table border="1" cellspacing="0" cellpadding="6" align="center">
${row('現在の日付', slashDate(now))}
${row('有効期限', slashDate(expiryOf(certificate)))}
</table>
<p align="center"><input type="submit" name="operation" value="${TO_MAIN}">
<input type="button" value="戻る" onclick="top.location.href='/'"></p>
</form>`,
  })
}

export function leaveNotice({ form }: KnownVisit): Reply {
  return form.get('operation') === TO_MAIN ? redirect('/main') : page(inputErrorPage(), 400)
}
