import { html } from '../../html.ts'
import { bankScreen, type Screen } from '../../pages/layout.ts'
import { OPEN_RENEWAL } from '../../pages/open-renewal.ts'

export function logOnPage(): Screen {
  return bankScreen({
    name: 'ログイン',
    script: OPEN_RENEWAL,
    body: html`<form name="logon" method="get" action="/log-on">
<table border="1" cellspacing="0" cellpadding="12" width="100%">
<tr><td bgcolor="#ddeeff">電子証明書をお持ちのお客さま</td></tr>
<tr><td>「ログイン」ボタンを押して、電子証明書を選択してください。
<p align="center"><input type="submit" value="ログイン"></p></td></tr>
<tr><td bgcolor="#ddeeff">電子証明書をお持ちでないお客さま、電子証明書の有効期限が切れたお客さま</td></tr>
<tr><td>「電子証明書取得」ボタンを押して、電子証明書を取得してください。
<p align="center"><input type="button" value="電子証明書取得" onclick="openRenewal('/renewal/obtain')"></p></td></tr>
</table>
</form>`,
  })
}
