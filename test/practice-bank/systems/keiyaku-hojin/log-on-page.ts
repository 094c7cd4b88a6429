import { html } from '../../html.ts'
import { bankScreen, type Screen } from '../../pages/layout.ts'
import { ROLE_NAMES, type Role } from './role.ts'

const PATHS: Readonly<Record<Role, string>> = { administrator: '/', user: '/user' }

/** ①契約法人ログオン（管理者）画面; the 利用者 have one of their own. */
export function logOnPage(role: Role): Screen {
  const other: Role = role === 'administrator' ? 'user' : 'administrator'
  return bankScreen({
    name: `契約法人ログオン（${ROLE_NAMES[role]}）`,
    body: html`<p>電子証明書方式をご利用のお客さまは、下のボタンをクリックしてください。<br>
電子証明書選択画面が表示されますので、取得した電子証明書を選択し、OKをクリックしてください。</p>
<form name="logon" method="get" action="/log-on/${role}">
<p align="center"><input type="submit" value="電子証明書方式による契約法人ログオン（${ROLE_NAMES[role]}）"></p>
</form>
<p>※電子証明書が複数ある場合には、${CERTIFICATES[role]}の証明書を選択してください。</p>
<p><a href="${PATHS[other]}">${ROLE_NAMES[other]}の方はこちら</a></p>`,
  })
}

const CERTIFICATES: Readonly<Record<Role, string>> = {
  administrator: '「契約法人ID」（数字10桁）',
  user: '「契約法人ID」+「利用者ID」',
}
