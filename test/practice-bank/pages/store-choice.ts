import type { X509Certificate } from 'node:crypto'
import { html } from '../html.ts'
import { corporateIdOf } from '../subject.ts'
import { enrolmentScript } from './enrolment-script.ts'
import { authorityScreen } from './layout.ts'

/** Where the certificate goes: the button makes the key, and posts the request. */
export function storeChoicePage(certificate: X509Certificate) {
  return authorityScreen({
    name: '電子証明書の保存先選択',
    script: enrolmentScript(corporateIdOf(certificate)),
    body: html`<p>電子証明書の保存先を選択してください。</p>
<table border="1" cellspacing="0" cellpadding="8" width="100%">
<tr><td bgcolor="#ddeeff"><b>専用USBに保存する場合の事前準備について</b></td></tr>
<tr><td>・専用USBをご利用いただくには、当金庫へ専用USBの利用申込をする必要がありますので、当金庫のホームページをご確認いただき、所定の連絡先までご連絡ください。<br>
・電子証明書の保存には管理ソフトを事前にインストールする必要があります。インストールされていない場合は、以下のダウンロードページよりダウンロードし、パソコンにインストールしてください。<br>
専用USBのご案内および管理ソフトのダウンロードページはこちら</td></tr>
</table>
<form name="enrolment" method="post" action="/renewal/request">
<input type="hidden" name="store" value="">
<input type="hidden" name="request" value="">
<table border="0" cellspacing="16" align="center"><tr>
<td><input type="button" value="パソコンに保存する" onclick="enrol('computer')"></td>
<td><input type="button" value="専用USBに保存する" onclick="enrol('token')"></td>
</tr></table>
</form>
<div id="message"></div>`,
  })
}
