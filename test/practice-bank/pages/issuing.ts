import { html } from '../html.ts'
import { installScript } from './enrolment-script.ts'
import { authorityScreen } from './layout.ts'
import { waitingScreen } from './waiting.ts'

const NAME = '電子証明書発行処理中'

const BODY = html`<p>電子証明書の発行処理中です。処理が完了するまで、Webブラウザを終了しないでください。<br>
また、「中止」ボタンおよび「最新の情報に更新」ボタンの操作も行わないでください。</p>`

/** Comes again until the certificate is there, then gives way to the page that installs it. */
export function issuingPage(answerIsReady: boolean) {
  return waitingScreen({ name: NAME, body: BODY, next: answerIsReady ? '/renewal/install' : '/renewal/issuing' })
}

/** @param answer what the script hands to InstallResponse */
export function installPage(answer: string) {
  return authorityScreen({
    name: NAME,
    script: installScript(answer),
    onload: 'install()',
    body: html`${BODY}
<form name="installed" method="post" action="/renewal/complete"></form>
<div id="message"></div>`,
  })
}
