import { html, joinHtml } from '../../html.ts'
import { bankScreen, errorLine, row, type Screen } from '../../pages/layout.ts'

/** @param index of the position among those that are asked, from 0 */
export function positionField(index: number): string {
  return `value${index + 1}`
}

/**
 * @param positions of the 管理者カード, as ア-1
 * @param error of what was typed before
 */
export function oneTimePasswordPage(positions: readonly string[], error = ''): Screen {
  return bankScreen({
    name: '契約法人ワンタイムパスワード入力',
    body: html`${errorLine(error)}<p>「管理者カード」の裏面に記載のワンタイムパスワードから、次の${positions.length}箇所を入力し、「次へ」ボタンをクリックしてください。</p>
<form name="onetimepassword" method="post" action="/one-time-password">
<table border="1" cellspacing="0" cellpadding="6">
${joinHtml(positions.map(positionRow))}
</table>
<p align="center"><input type="submit" value="次へ"></p>
</form>`,
  })
}

function positionRow(position: string, index: number) {
  const field = html`<input type="password" name="${positionField(index)}" size="4" maxlength="2" autocomplete="off">`
  return row(position, field)
}
