/** The words of a renewal, whosever page it is: the certificate, somebody's turn, nobody's turn. Text comes in folded. */

/** What else is called 証明書: papers, and what servers and software have. */
const OTHER_CERTIFICATE =
  '納税|納付|残高|印鑑|登録|事項|取引|利息|年末|在学|在籍|卒業|身分|住民|資格|開示|加入|保険|健康|品質|原産地|検査|適合|サーバー?|ssl|tls|ルート|中間|ca|コードサイニング'
const IS_OTHER = new RegExp(`(?:${OTHER_CERTIFICATE})証明書`, 'iu')
const NO_CERTIFICATE = '(?!方式|管理|発行アプリ|認証局)'
/** A certificate that a person logs on with, by a name that nothing else has. Not the method, not its software. */
const PARTICULAR = `(?<!サーバー?)(?:電子|クライアント|デジタル|認証用?|端末|個人|ユーザー?|ログイン用|ログオン用)証明書${NO_CERTIFICATE}`
/** The same, or 証明書 alone. */
export const CERTIFICATE = `(?:${PARTICULAR}|(?<!${OTHER_CERTIFICATE}|電子|クライアント|デジタル|認証用?|端末|個人|ユーザー?)証明書${NO_CERTIFICATE})`
const IS_PARTICULAR = new RegExp(PARTICULAR, 'iu')
const IS_CERTIFICATE = new RegExp(CERTIFICATE, 'iu')
const RENEWAL = /更新|有効期[限間]|再取得|満了/
/** What makes it somebody's turn. */
const DUE = new RegExp(
  [
    '(?:期限|期間|満了)[^。]{0,24}(?:近づ|近付|迫|間近|間もなく|まもなく|残り|あと|切れ|切り|終了し|満了[しい]|到来|過ぎ|迎え|以内となり|警告)',
    // 「2026年12月10日に失効します」, 「…までご利用になれます」
    '日に(?:失効|満了|到来|期限)|日まで(?:ご利用|利用|お使い)|(?:ご利用|利用|使え|ログ(?:イン|オン)|接続)[^。]{0,4}(?:できな|でき(?:ませ)|なくな|いただけ(?:なく|ませ))',
    // 「更新を行わない場合」, 「更新されませんと」
    '更新(?:手続き?)?(?:を|が)?(?:行わ|おこなわ|し|され|せ)(?:ない|ませんと|ずに)',
    '更新[((]?\\d{1,2}/\\d{1,2}まで',
    '(?:まもなく|間もなく|あと\\d+日で|残り\\d+日)[^。]{0,20}(?:切れ|失効|満了|終了|期限)',
    '更新(?:手続き?|作業|操作)?(?:を|が|の)?[^。]{0,12}(?:お願い|必要(?!な|は?(?:あり|ござい)ません)|下さい|ください|未了|未完了|お済み)',
    '更新(?:の|に関する)?(?:お知らせ|通知|ご?案内)',
    '更新(?:可能)?(?:時期|期限|期間)(?:です|となり|に(?:入|なり)|中(?:です|に)|内です|が(?:近|迫|到来)|を迎え|まで(?:あと|残り))',
    '手続き?が必要(?!な|は?(?:あり|ござい)ません)',
  ].join('|'),
  'u',
)
/** Something else is to be renewed, and the sentence says so. */
const OTHER_MATTER =
  /(?:ソフト(?:ウェア)?|アプリ|暗証番号|パスワード|ブラウザー?|バージョン|カード|契約|プラン|情報|画面|ページ)[^。]{0,14}$/u
const DONE =
  /更新(?:済み?です|されています|は不要|は?できません)|更新[^。]{0,20}(?:あり|ござい)ません|期間では(?:あり|ござい)ません|(?:更新|取得|発行)(?:が|を)?(?:正常に)?完了(?:しました|いたしました|済み)/

/** Sentences that make it somebody's turn, and not to renew something else. */
export const isDue = (block: string): boolean => {
  const match = DUE.exec(block)
  return match !== null && !OTHER_MATTER.test(block.slice(0, match.index).split('。').at(-1) ?? '')
}

/** Paragraphs and cells between the certificate and what is said of it. */
const NEAR = 3

/** A certificate and somebody's turn stand together: in one paragraph, or in neighbours. */
const dueIn = (blocks: readonly string[]): boolean =>
  blocks.some(
    (block, index) =>
      isDue(block) &&
      blocks.slice(Math.max(0, index - NEAR), index + NEAR + 1).some((other) => IS_CERTIFICATE.test(other)),
  )

/** Somebody is spoken to, not everybody. */
const TO_YOU = /お客[様さ]|お使い|ご利用(?:中|の)|貴社|貴殿|現在の|あと\d|残り\d/

export interface Said {
  /** Of a certificate that a person logs on with. */
  readonly certificate: boolean
  /** Of its last day or its renewal. */
  readonly renewal: boolean
  /** It is somebody's turn. */
  readonly due: boolean
  /** The reader's own turn. */
  readonly toYou: boolean
  /** Renewed already, or not yet to be renewed. */
  readonly settled: boolean
}

/** Speaks a text of a certificate that a person logs on with? */
export const isAboutCertificate = (text: string): boolean => IS_CERTIFICATE.test(text)

/** What a page says, paragraph by paragraph. */
export const saidIn = (blocks: readonly string[]): Said => {
  // 証明書 alone is what the page says it is; where it names a paper, it is that.
  const isOther = blocks.some((block) => IS_OTHER.test(block)) && !blocks.some((block) => IS_PARTICULAR.test(block))
  const about = isOther ? [] : blocks.filter(isAboutCertificate)
  const renewal = about.length > 0 && blocks.some((block) => RENEWAL.test(block))
  return {
    certificate: about.length > 0,
    renewal,
    due: about.length > 0 && dueIn(blocks),
    toYou: about.some((block) => isDue(block) && TO_YOU.test(block)),
    settled: renewal && about.some((block) => DONE.test(block)),
  }
}
