import type { X509Certificate } from 'node:crypto'
import { html } from '../../html.ts'
import { bankScreen, errorLine, idRows, row, type Screen } from '../../pages/layout.ts'
import { type Role, roleOf } from './role.ts'

export const PASSWORD_FIELD = 'password'

const WORDS: Readonly<Record<Role, { readonly name: string; readonly password: string }>> = {
  administrator: { name: '契約法人ログオン', password: '契約法人暗証番号' },
  user: { name: '利用者ログオン', password: '利用者暗証番号' },
}

/** @param error of what was typed before */
export function passwordPage(certificate: X509Certificate, error = ''): Screen {
  const { name, password } = WORDS[roleOf(certificate)]
  const field = html`<input type="password" name="${PASSWORD_FIELD}" size="20" maxlength="12" autocomplete="off">`
  return bankScreen({
    name,
    body: html`${errorLine(error)}<p>${password}を入力し、「ログオン」ボタンをクリックしてください。</p>
<form name="password" method="post" action="/password">
<table border="1" cellspacing="0" cellpadding="6">
${idRows(certificate)}
${row(password, field)}
</table>
<p align="center"><input type="submit" value="ログオン"></p>
</form>`,
  })
}
