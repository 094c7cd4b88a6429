import type { X509Certificate } from 'node:crypto'
import { type Html, html } from '../../html.ts'
import { enrolmentForm } from '../../pages/enrolment-form.ts'
import { enrolmentScript } from '../../pages/enrolment-script.ts'
import { authorityScreen, type Screen } from '../../pages/layout.ts'
import { waitingScreen } from '../../pages/waiting.ts'
import { subjectOf } from '../../subject.ts'

/** Moves on by itself to 電子証明書更新開始. */
export function preparingPage(): Screen {
  const screen = authorityScreen({
    name: '電子証明書更新前処理中',
    body: html`<p>電子証明書更新前の処理中です。処理が完了するまで、Webブラウザを終了しないでください。<br>
また、「中止」ボタンおよび「最新の情報に更新」ボタンの操作も行わないでください。</p>`,
  })
  return waitingScreen(screen, '/renewal/start')
}

/** The button 更新 asks where the certificate goes. */
export function renewalStartPage(): Screen {
  return startScreen(html`<form name="start" method="post" action="/renewal/store">
<p align="center"><input type="submit" value="更新"></p>
</form>`)
}

/** The button 更新 makes the key at once: there is one place where the certificate can go. */
export function enrolmentStartPage(certificate: X509Certificate): Screen {
  return {
    ...startScreen(enrolmentForm([{ label: '更新', store: 'computer' }])),
    script: enrolmentScript(subjectOf(certificate)),
  }
}

function startScreen(form: Html): Screen {
  return authorityScreen({
    name: '電子証明書更新開始',
    body: html`<p>電子証明書の更新を開始します。「更新」ボタンを押してください。</p>
${form}`,
  })
}
