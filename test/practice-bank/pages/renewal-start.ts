import { html } from '../html.ts'
import { authorityScreen } from './layout.ts'
import { waitingScreen } from './waiting.ts'

/** Moves on by itself to 電子証明書更新開始. */
export function preparingPage() {
  return waitingScreen({
    name: '電子証明書更新前処理中',
    body: html`<p>電子証明書更新前の処理中です。処理が完了するまで、Webブラウザを終了しないでください。<br>
また、「中止」ボタンおよび「最新の情報に更新」ボタンの操作も行わないでください。</p>`,
    next: '/renewal/start',
  })
}

export function renewalStartPage() {
  return authorityScreen({
    name: '電子証明書更新開始',
    body: html`<p>電子証明書の更新を開始します。「更新」ボタンを押してください。</p>
<form name="start" method="post" action="/renewal/store">
<p align="center"><input type="submit" value="更新"></p>
</form>`,
  })
}
