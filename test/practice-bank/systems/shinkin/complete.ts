import { X509Certificate } from 'node:crypto'
import type { IssuedCertificate } from '../../certificate-authority.ts'
import { expiryOf } from '../../client-certificate.ts'
import { type Html, html } from '../../html.ts'
import { japaneseDate } from '../../japanese-day.ts'
import { authorityScreen, type Screen } from '../../pages/layout.ts'
import type { Renewal, Store } from '../../sessions.ts'
import { corporateIdOf, issuerNameOf, userIdOf } from '../../subject.ts'

interface StoreWords {
  readonly name: string
  readonly where: string
  readonly onlyThere: string
}

const WORDS: Readonly<Record<Store, StoreWords>> = {
  computer: {
    name: '電子証明書のインストールが完了しました',
    where: 'ご使用のパソコンへ電子証明書がインストールされました。',
    onlyThere: '※ この電子証明書がインストールされたパソコン以外ではログインできません。',
  },
  token: {
    name: '電子証明書の更新と専用USBへの保存が完了しました。',
    where: '専用USBへ電子証明書が保存されました。',
    onlyThere: '※ この電子証明書が保存された専用USBを接続したパソコン以外ではログインできません。',
  },
}

/** 発行された電子証明書の内容を確認します。 */
export function completePage({ store, issued }: Renewal, facts: Html = allFactsOf(issued)): Screen {
  const { name, where, onlyThere } = WORDS[store]
  return authorityScreen({
    name,
    body: html`<p>${where}<br>ログインを行う場合は、この電子証明書を使用してログインしてください。</p>
<p><b>電子証明書情報</b></p>
<table border="1" cellspacing="0" cellpadding="8"><tr><td>
${facts}
</td></tr></table>
<p>${onlyThere}<br>※ 電子証明書の有効期限は1年です。</p>
<p align="center"><input type="button" value="このウィンドウを閉じる" onclick="window.close()"></p>`,
  })
}

export function serialNumberOf({ serialNumber }: IssuedCertificate): Html {
  return html`シリアル番号 = ${serialNumber}`
}

function allFactsOf(issued: IssuedCertificate): Html {
  const certificate = new X509Certificate(issued.pem)
  const userId = userIdOf(certificate)
  return html`${serialNumberOf(issued)}<br>
有効期限 = ${japaneseDate(expiryOf(certificate))}<br>
契約法人ID = ${corporateIdOf(certificate)}<br>${
    userId === ''
      ? ''
      : html`
利用者ID = ${userId}<br>`
  }
発行者 = ${issuerNameOf(certificate)}`
}
