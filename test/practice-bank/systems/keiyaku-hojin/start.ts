import type { X509Certificate } from 'node:crypto'
import { html } from '../../html.ts'
import { enrolmentForm } from '../../pages/enrolment-form.ts'
import { enrolmentScript } from '../../pages/enrolment-script.ts'
import { authorityScreen, idRows, type Screen } from '../../pages/layout.ts'
import { subjectOf } from '../../subject.ts'

export function startPage(certificate: X509Certificate): Screen {
  return authorityScreen({
    name: '電子証明書更新',
    script: enrolmentScript(subjectOf(certificate)),
    body: html`<p>電子証明書の更新を行います。「実行」ボタンをクリックしてください。</p>
<table border="1" cellspacing="0" cellpadding="6">
${idRows(certificate)}
</table>
${enrolmentForm([{ label: '実行', store: 'computer' }])}`,
  })
}

export const OBTAINING: Screen = authorityScreen({
  name: '電子証明書取得中',
  body: html`<p>電子証明書取得処理中です。しばらくお待ちください。</p>
<p><font color="#cc0000">電子証明書の更新が完了するまでブラウザを終了しないでください。<br>
また中止、更新も行わないでください。</font></p>`,
})
