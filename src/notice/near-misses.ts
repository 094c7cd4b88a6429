import { folded } from './folded.ts'
import type { FoundControl } from './page/controls.ts'
import type { NoNoticeReason } from './reading.ts'

/**
 * Pages that speak of certificates and renewal and are no notice that one is due. Each rule names what tells such a page from a
 * bank's own notice; words alone are never enough where a bank's notice may have the same.
 */

export interface Words {
  /** Title and first headings: what the page is about. Folded. */
  readonly subject: string
  /** Paragraphs, cells, links: folded each. */
  readonly blocks: readonly string[]
  readonly controls: readonly FoundControl[]
}

const count = (blocks: readonly string[], words: RegExp): number =>
  blocks.reduce((sum, block) => sum + (block.match(new RegExp(words.source, 'gi')) ?? []).length, 0)

const MAIL_CONTROLS =
  /^(?:返信|全員に返信|転送|迷惑メール|受信トレイ|受信箱|送信済み(?:メール|トレイ)?|下書き|メール作成|新規作成|アーカイブ|reply|replyall|forward|inbox|spam)(?:\(?\d*\)?)$/i
const MAIL_HEADS = /差出人|宛先|件名|送信者|from:|to:|subject:|date:/i
const MAIL_LABEL = /^(?:from|to|cc|subject|date|差出人|送信者|宛先|件名|送信日時|受信日時):?$/i

/** Two signs of a mail program: one word of them may stand on any page. */
const isMail = ({ blocks, controls }: Words): boolean => {
  const buttons = new Set(controls.map(({ label }) => folded(label)).filter((label) => MAIL_CONTROLS.test(label))).size
  const heads = new Set(blocks.flatMap((block) => block.match(new RegExp(MAIL_HEADS.source, 'gi')) ?? [])).size
  const labels = new Set(blocks.filter((block) => MAIL_LABEL.test(block))).size
  return (
    buttons >= 2 ||
    heads >= 3 ||
    labels >= 3 ||
    (buttons >= 1 && heads >= 1) ||
    (heads >= 2 && count(blocks, /件名|subject:/) > 0)
  )
}

const E_TAX = /e-?tax|eltax|国税電子申告|地方税電子申告|利用者識別番号|確定申告/i
const INDIVIDUAL_NUMBER =
  /マイナンバーカード|個人番号カード|公的個人認証|署名用電子証明書|利用者証明用電子証明書|j-?lis/i
const SERVER =
  /サーバー?(?:電子)?証明書|ssl(?:\/tls)?(?:サーバー?)?証明書|tls証明書|ルート証明書|中間(?:ca)?証明書|evssl/i
const REVOCATION = /失効/
const PASSWORD_DUE = /(?:パスワード|暗証番号|pin)(?:の)?(?:有効期限|有効期間|変更|更新|期限)/i
const PASSWORD = /(?:暗証番号|パスワード)[^。]{0,6}(?:更新|変更|有効期[限間]|期限)/
const SOFTWARE = /ソフト(?:ウェア)?[^。]{0,4}(?:更新|アップデート)/
const ANNOUNCEMENT =
  /変わります|に対応(?:$|\||[しい])|移行に|(?:変更|改定|改訂|見直し|開始|終了|廃止|停止|休止|メンテナンス|リリース|対応|仕様)(?:について|のお知らせ|のご案内|となりました|いたしました|いたします|します)|手順の変更|推奨環境/
const HELP =
  /よくあるご?質問|faq|q&a|マニュアル|ヘルプ|ガイド(?!ライン)|手引|(?:操作|更新|取得|利用|設定)(?:方法|手順)|とは(?:$|[^い])|検索|search/i

/** A page that helps, explains or lists such pages: nobody's certificate is due on it. */
export const isHelp = ({ subject }: Words): boolean => HELP.test(subject)

const CLIENT_CERTIFICATE = /(?<!サーバー?|ssl)(?:電子|クライアント)証明書/i
const CERTIFICATE = /証明書(?!方式)/

/** Whose renewal this is: not that of the certificate that logs on to the bank. */
export const otherSubject = (words: Words): NoNoticeReason | null => {
  const { subject, blocks } = words
  if (isMail(words)) return 'mail'
  if (E_TAX.test(subject) || count(blocks, E_TAX) >= 2) return 'e-tax'
  if (INDIVIDUAL_NUMBER.test(subject) || count(blocks, INDIVIDUAL_NUMBER) >= 2) return 'individual-number-card'
  const ofServer = count(blocks, SERVER) > 0 && !blocks.some((block) => CLIENT_CERTIFICATE.test(block))
  if (SERVER.test(subject) || ofServer) return 'server-certificate'
  if (REVOCATION.test(subject) || count(blocks, REVOCATION) >= 3) return 'revocation'
  if (PASSWORD.test(subject) && !CERTIFICATE.test(subject)) return 'password'
  return SOFTWARE.test(subject) ? 'no-words' : null
}

/** What a page says of certificates. */
export interface Speaks {
  readonly certificate: boolean
  /** Of one, and of its last day or its renewal, somewhere. */
  readonly renewal: boolean
  readonly due: boolean
}

/** Why a page without a notice is none, the most telling reason first. */
export const reasonFor = (words: Words, { certificate, renewal, due }: Speaks): NoNoticeReason => {
  const { subject, blocks } = words
  const about = (matter: RegExp) => blocks.some((block) => matter.test(block) && CERTIFICATE.test(block))
  if (PASSWORD_DUE.test(subject) || (!due && count(blocks, PASSWORD_DUE) > 0)) return 'password'
  if (about(INDIVIDUAL_NUMBER)) return 'individual-number-card'
  if (about(E_TAX)) return 'e-tax'
  if (about(SERVER)) return 'server-certificate'
  if (ANNOUNCEMENT.test(subject)) return 'announcement'
  if (due || (renewal && isHelp(words))) return 'nothing-to-press'
  if (count(blocks, REVOCATION) > 0 && certificate) return 'revocation'
  if (about(ANNOUNCEMENT)) return 'announcement'
  return renewal ? 'nothing-due' : 'no-words'
}
