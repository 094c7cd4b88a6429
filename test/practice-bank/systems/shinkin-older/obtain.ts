import { html } from '../../html.ts'
import { authorityScreen, errorLine, row, type Screen } from '../../pages/layout.ts'
import { PRACTICE_PASSWORDS } from '../../practice-passwords.ts'
import { page, type Reply, redirect } from '../../reply.ts'
import type { Visit } from '../../system.ts'

/** ★電子証明書の更新有効期限を経過した場合は、ログイン画面の電子証明書取得から電子証明書を取得します。 */
export function obtainPage(error = ''): Screen {
  return authorityScreen({
    name: '電子証明書取得',
    body: html`${errorLine(error)}<p>契約法人ID、利用者IDおよび暗証番号を入力し、「次へ」ボタンを押してください。<br>
管理者の方は、利用者IDを入力しないでください。</p>
<form name="obtain" method="post" action="/renewal/obtain">
<table border="1" cellspacing="0" cellpadding="6">
${row('契約法人ID', html`<input type="text" name="corporateId" size="14" maxlength="10" autocomplete="off">`)}
${row('利用者ID', html`<input type="text" name="userId" size="14" maxlength="12" autocomplete="off">`)}
${row('暗証番号', html`<input type="password" name="password" size="14" maxlength="12" autocomplete="off">`)}
</table>
<p align="center"><input type="submit" value="次へ"></p>
</form>`,
  })
}

/** Whoever had a certificate of this bank gets the next one, for the same ID. */
export function obtain({ site, form }: Visit): Reply {
  const certificate = site.desk.certificateOf(`${form.get('corporateId') ?? ''}${form.get('userId') ?? ''}`)
  if (certificate === undefined || form.get('password') !== PRACTICE_PASSWORDS.obtaining) {
    return page(obtainPage('契約法人ID、利用者IDまたは暗証番号が正しくありません。'))
  }
  return redirect('/renewal/preparing', { 'set-cookie': site.sessions.start(certificate, { at: 'obtaining' }) })
}
