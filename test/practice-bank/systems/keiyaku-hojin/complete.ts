import { X509Certificate } from 'node:crypto'
import { expiryOf } from '../../client-certificate.ts'
import { fixedMarkup, html } from '../../html.ts'
import { japaneseDate } from '../../japanese-day.ts'
import { authorityScreen, idRows, row, type Screen } from '../../pages/layout.ts'
import type { Renewal } from '../../sessions.ts'

/** 「閉じる」をクリックし、確認メッセージが表示されたら、「はい」をクリックし画面を閉じてください。 */
export function completePage({ issued }: Renewal): Screen {
  const certificate = new X509Certificate(issued.pem)
  return authorityScreen({
    name: '電子証明書取得完了',
    script: CLOSE,
    body: html`<p>電子証明書の取得が完了しました。</p>
<table border="1" cellspacing="0" cellpadding="6">
${idRows(certificate)}
${row('シリアル番号', issued.serialNumber)}
${row('電子証明書の有効期限', japaneseDate(expiryOf(certificate)))}
</table>
<p>※電子証明書の取得完了後は、一度インターネットをすべて終了してください。</p>
<p align="center"><input type="button" value="閉じる" onclick="askToClose(true)"></p>
<table id="confirm" style="display:none" width="360" border="1" cellspacing="0" cellpadding="12" align="center"><tr><td align="center" bgcolor="#ffffdd">
画面を閉じます。よろしいですか？<br><br>
<input type="button" value="はい" onclick="closeScreen()">
<input type="button" value="いいえ" onclick="askToClose(false)">
</td></tr></table>`,
  })
}

// A browser closes only what a script has opened: where the screen stays, it shows the end.
const CLOSE = fixedMarkup(`
function askToClose(asks) {
  document.getElementById("confirm").style.display = asks ? "" : "none";
}

function closeScreen() {
  window.close();
  location.replace("/goodbye");
}
`)
