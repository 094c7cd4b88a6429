import type { X509Certificate } from 'node:crypto'
import { html } from '../../html.ts'
import { enrolmentForm } from '../../pages/enrolment-form.ts'
import { enrolmentScript } from '../../pages/enrolment-script.ts'
import { authorityScreen, type Screen } from '../../pages/layout.ts'
import type { Store } from '../../sessions.ts'
import { subjectOf } from '../../subject.ts'

const BUTTONS: Readonly<Record<Store, string>> = {
  computer: 'パソコンに保存する',
  token: '専用USBに保存する',
}

/** Where the certificate goes: the button makes the key, and posts the request. */
export function storeChoicePage(certificate: X509Certificate, stores: readonly Store[]): Screen {
  return authorityScreen({
    name: '電子証明書の保存先選択',
    script: enrolmentScript(subjectOf(certificate)),
    body: html`<p>電子証明書の保存先を選択してください。</p>
${stores.includes('token') ? BEFORE_A_TOKEN : ''}
${enrolmentForm(stores.map((store) => ({ label: BUTTONS[store], store })))}`,
  })
}

/** ＜電子証明書媒体保管を利用している信用金庫の場合＞ */
const BEFORE_A_TOKEN = html`<table border="1" cellspacing="0" cellpadding="8" width="100%">
<tr><td bgcolor="#ddeeff"><b>専用USBに保存する場合の事前準備について</b></td></tr>
<tr><td>・専用USBをご利用いただくには、当金庫へ専用USBの利用申込をする必要がありますので、当金庫のホームページをご確認いただき、所定の連絡先までご連絡ください。<br>
・電子証明書の保存には管理ソフトを事前にインストールする必要があります。インストールされていない場合は、以下のダウンロードページよりダウンロードし、パソコンにインストールしてください。<br>
専用USBのご案内および管理ソフトのダウンロードページはこちら</td></tr>
</table>`
