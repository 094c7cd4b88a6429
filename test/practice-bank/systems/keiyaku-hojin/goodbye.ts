import { html } from '../../html.ts'
import { bankScreen, type Screen } from '../../pages/layout.ts'

export function goodbyePage(): Screen {
  return bankScreen({
    name: 'ご利用ありがとうございました',
    body: html`<p>一度インターネットをすべて終了してください。</p>`,
  })
}
