import { html } from '../../html.ts'
import { authorityScreen, type Screen } from '../../pages/layout.ts'

export const SHINKIN_ISSUING: Screen = authorityScreen({
  name: '電子証明書発行処理中',
  body: html`<p>電子証明書の発行処理中です。処理が完了するまで、Webブラウザを終了しないでください。<br>
また、「中止」ボタンおよび「最新の情報に更新」ボタンの操作も行わないでください。</p>`,
})
