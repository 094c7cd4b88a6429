import type { Refusal } from '../certificate-request.ts'
import type { Presented } from '../client-certificate.ts'
import type { Face } from '../face.ts'
import { html } from '../html.ts'
import { authorityScreen, bankScreen } from './layout.ts'

/** Why nobody is let in: what TLS has shown, or a certificate of the bank's that belongs elsewhere. */
export type LogOnRefusal = Exclude<Presented['kind'], 'accepted'> | 'other-role'

export function logOnRefusedPage(refusal: LogOnRefusal, face: Face) {
  return bankScreen({
    name: `${face.logOn}エラー`,
    body: html`<p><font color="#cc0000">${logOnRefusalWords(refusal, face)}</font></p>
<p><a href="/" target="_top">${face.logOn}画面へ</a></p>`,
  })
}

function logOnRefusalWords(refusal: LogOnRefusal, { bank, logOn, afterExpiry }: Face): string {
  const words: Readonly<Record<LogOnRefusal, string>> = {
    none: '電子証明書が確認できません。電子証明書がインストールされているか、または専用USBが接続されているかをご確認ください。',
    untrusted: `この電子証明書では${logOn}できません。${bank}が発行した電子証明書を選択してください。`,
    expired: `電子証明書の有効期限が切れています。${afterExpiry}`,
    'other-role': `この電子証明書では${logOn}できません。管理者の方は「契約法人ID」（数字10桁）、利用者の方は「契約法人ID」＋「利用者ID」の電子証明書を選択してください。`,
  }
  return words[refusal]
}

/** The cookie is missing, unknown, or belongs to another certificate than the one that TLS has shown. */
export function sessionErrorPage({ logOn }: Face) {
  return bankScreen({
    name: 'セッションエラー',
    body: html`<p>セッションが無効です。もう一度${logOn}し直してください。</p>
<p><a href="/" target="_top">${logOn}</a></p>`,
  })
}

const REQUEST_REFUSALS: Readonly<Record<Refusal, string>> = {
  unreadable: '証明書発行要求の形式が正しくありません。',
  'bad-signature': '証明書発行要求の署名を確認できません。',
  'weak-key': '証明書発行要求の鍵は使用できません。',
}

export function requestRefusedPage(refusal: Refusal) {
  return authorityScreen({
    name: '電子証明書発行エラー',
    body: html`<p><font color="#cc0000">電子証明書を発行できませんでした。</font></p>
<p>${REQUEST_REFUSALS[refusal]}</p>`,
  })
}

/** @param number `e.number` of what CertEnroll threw: an HRESULT as a signed number of 32 bits */
export function enrolmentErrorPage(number: string) {
  return authorityScreen({
    name: '電子証明書更新エラー',
    body: html`<p><font color="#cc0000">電子証明書の更新に失敗しました。</font></p>
<p>エラー番号：${number}${hresult(number)}</p>
<p>お手数ですが、エラー番号をお控えのうえ、お問い合わせ窓口までご連絡ください。</p>`,
  })
}

export function inputErrorPage() {
  return bankScreen({ name: '入力エラー', body: html`<p>操作が正しくありません。最初からやり直してください。</p>` })
}

export function notFoundPage() {
  return bankScreen({ name: 'ページが見つかりません', body: html`<p>ご指定のページは見つかりませんでした。</p>` })
}

export function outOfServicePage() {
  return bankScreen({ name: 'システムエラー', body: html`<p>ただいま処理を行うことができません。</p>` })
}

function hresult(number: string): string {
  if (!/^-?\d{1,10}$/.test(number)) return ''
  return `（0x${(Number(number) >>> 0).toString(16).toUpperCase().padStart(8, '0')}）`
}
