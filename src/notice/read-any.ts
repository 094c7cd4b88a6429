import type { BankProfile, Screen, ScreenKind } from '../bank/profile.ts'
import { readFields } from './fields.ts'
import { bare, folded, printed } from './folded.ts'
import { readsLikeInstructions } from './instructions.ts'
import { isHelp, otherSubject, reasonFor, type Words } from './near-misses.ts'
import { EVERYTHING } from './page/anchors.ts'
import type { FoundControl } from './page/controls.ts'
import { ancestor } from './page/lines.ts'
import type { PageSource } from './page/page-source.ts'
import { labelToPress, look, type Sight } from './read-notice.ts'
import { type GeneralReading, NO_FIELDS, type NoNoticeReason } from './reading.ts'
import { screensShown } from './screens.ts'

/**
 * Reads a page of a site that has no profile, when the user asks: by the screens of all known banks first, and by its words
 * where none fits. It looks at everything, and is not for pages that nobody asked about.
 */

/** Labels as banks print them, from the most particular to the most general. */
const FIELDS: BankProfile['fields'] = {
  expiry: {
    labels: [
      '電子証明書の有効期限',
      '電子証明書有効期限',
      'クライアント証明書の有効期限',
      '証明書の有効期限',
      '証明書有効期限',
      '有効期間満了日',
      '有効期限日',
      '有効期限',
      '有効期間',
      '満了日',
      '更新期限',
    ],
    kind: 'date',
  },
  corporateId: { labels: ['契約法人ID', 'お客様ID', '契約者ID', '企業ID'], kind: 'digits' },
  userId: { labels: ['利用者ID', 'ユーザID', 'ユーザーID'], kind: 'id' },
  serialNumber: { labels: ['シリアル番号', 'シリアルNo', 'シリアルナンバー'], kind: 'serial-number' },
}

/** What else is called 証明書: papers, and what servers and software have. */
const OTHER_CERTIFICATE =
  '納税|納付|残高|印鑑|登録|事項|取引|利息|年末|在学|在籍|卒業|身分|住民|資格|開示|加入|保険|健康|品質|原産地|検査|適合|サーバー?|ssl|tls|ルート|中間|ca|コードサイニング'
const IS_OTHER = new RegExp(`(?:${OTHER_CERTIFICATE})証明書`, 'iu')
const NO_CERTIFICATE = '(?!方式|管理|発行アプリ|認証局)'
/** A certificate that a person logs on with, by a name that nothing else has. Not the method, not its software. */
const PARTICULAR = `(?<!サーバー?)(?:電子|クライアント|デジタル|認証用?|端末|個人|ユーザー?|ログイン用|ログオン用)証明書${NO_CERTIFICATE}`
/** The same, or 証明書 alone. */
const CERTIFICATE = `(?:${PARTICULAR}|(?<!${OTHER_CERTIFICATE}|電子|クライアント|デジタル|認証用?|端末|個人|ユーザー?)証明書${NO_CERTIFICATE})`
const IS_PARTICULAR = new RegExp(PARTICULAR, 'iu')
const IS_CERTIFICATE = new RegExp(CERTIFICATE, 'iu')
const RENEWAL = /更新|有効期[限間]|再取得|満了/
/** What makes it somebody's turn. */
const DUE = new RegExp(
  [
    '(?:期限|期間|満了)[^。]{0,24}(?:近づ|近付|迫|間近|間もなく|まもなく|残り|あと|切れ|終了し|満了し|到来|過ぎ|迎え|以内となり)',
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

/** What follows 更新 or 手続き on a button that begins it. */
const ON = '(?:を|へ|に|は|の|する|開始|画面|こちら|進む|行う|おこなう|始める|はじめる)*'
/** What a button may say that begins a renewal, the plainest first. */
const PRESSES: readonly RegExp[] = [
  new RegExp(`${CERTIFICATE}[^。]{0,8}(?:更新|再取得)|更新[^。]{0,6}${CERTIFICATE}`, 'u'),
  new RegExp(`^(?:今すぐ|すぐに|ただちに|いますぐ)?更新(?:手続き?|処理|申請|操作|画面)?${ON}$`, 'u'),
  new RegExp(`${CERTIFICATE}[^。]{0,8}(?:再?発行|取得)`, 'u'),
  new RegExp(`^お?手続き?${ON}$`, 'u'),
]
/** Buttons that any page has: they count only where a last day is printed, or the page speaks to its reader. */
const PLAIN_PRESS = /^(?:次へ|次へ進む|進む|発行|取得|実行|メインへ|ok|はい|こちら)$/iu
/** Words on a link that tell about a renewal instead of beginning one, or that do something else with it. */
const NO_PRESS =
  /方法|手順|マニュアル|について|よくある|質問|pdf|ヘルプ|ガイド|とは|faq|一覧|問い?合わ?せ|失効|最新の情報|履歴|画面の更新|内容の最新化|場合|ソフト|検索/i

const HEADINGS = ['H1', 'H2', 'H3', 'TH', 'CAPTION', 'LEGEND', 'TITLE'] as const
const MOST_SUBJECT = 200

/** The first lines are what a page is about, where it has no headings as such. */
const FIRST_LINES = 3

const subjectOf = (page: PageSource, { lines }: Sight): string => {
  const headings = lines.filter(({ nodes }) => nodes[0] && ancestor(nodes[0], ...HEADINGS))
  const first =
    headings.length > 0 ? headings.slice(0, 2) : lines.filter(({ plain }) => /\S/.test(plain)).slice(0, FIRST_LINES)
  return [page.title, ...first.map(({ block }) => block)].map(folded).join('\n').slice(0, MOST_SUBJECT)
}

/** Screens of the way: a plain log-on page says nothing of a renewal. */
const ON_THE_WAY: ReadonlySet<ScreenKind> = new Set(['notice', 'way', 'enrol', 'working', 'finished'])

interface Match {
  readonly bank: string
  readonly screen: Screen
}

/** A label with `*` fits many pages: it is for a site of which it is known whose it is. */
const isParticular = ({ known }: Screen): boolean => !known.controls.some((label) => label.includes('*'))

const matchesOf = (profiles: readonly BankProfile[], sight: Sight, around: readonly Sight[]): Match[] =>
  profiles.flatMap(({ id, screens }) =>
    screensShown(screens.filter(isParticular), sight, around)
      .filter(({ kind }) => ON_THE_WAY.has(kind))
      .map((screen) => ({ bank: id, screen })),
  )

/** How much of a screen has been found: of two that fit, the one that asks for more is it. */
const weight = ({ known }: Screen): number =>
  known.controls.length + known.texts.length + (known.name === undefined ? 0 : 1)

const heaviest = (matches: readonly Match[]): readonly Match[] => {
  const most = Math.max(...matches.map(({ screen }) => weight(screen)))
  const steps = new Set(matches.map(({ screen }) => `${screen.kind} ${screen.step}`))
  return steps.size > 1 ? matches : matches.filter(({ screen }) => weight(screen) === most)
}

const verdictOf = (matches: readonly Match[], sight: Sight): GeneralReading['verdict'] => {
  const labels = new Set(matches.map(({ screen }) => labelToPress(screen, sight) ?? ''))
  const severalOfOne = new Set(matches.map(({ bank }) => bank)).size < matches.length
  const ends = new Set(
    matches.map(({ screen: { kind } }) => (kind === 'finished' || kind === 'working' ? kind : 'way')),
  )
  if (severalOfOne || labels.size > 1 || ends.size > 1) return 'ambiguous'
  return matches.some(({ screen }) => screen.kind === 'notice') ? 'notice' : 'screen'
}

/** `更新する / Renew` */
const japanese = (label: string): string => bare(bare(label).replace(/[/|(]?[a-z]+\)?$/i, '')) || bare(label)

/** The control that begins the renewal; `label` null: several with other words. */
const pressOf = (controls: readonly FoundControl[], mayBePlain: boolean): { label: string | null } | null => {
  const fit = controls.filter(({ label, disabled }) => !disabled && !NO_PRESS.test(folded(label)))
  const isNotice = ({ label }: FoundControl) => IS_CERTIFICATE.test(folded(label)) && isDue(folded(label))
  const ways = [
    ...PRESSES.map((press) => fit.filter(({ label }) => press.test(japanese(label)))),
    // The text of the notice may itself be the link.
    fit.filter(isNotice),
    mayBePlain ? fit.filter(({ label }) => PLAIN_PRESS.test(bare(label))) : [],
  ]
  const found = ways.find((controls) => controls.length > 0)
  if (!found) return null
  const several = new Set(found.map(({ label }) => bare(label))).size > 1
  return { label: several ? null : printed(found[0]?.label ?? '') }
}

const none = (reason: NoNoticeReason): GeneralReading => ({
  verdict: 'none',
  reason,
  matches: [],
  label: null,
  fields: NO_FIELDS,
})

/** Sentences that make it somebody's turn, and not to renew something else. */
const isDue = (block: string): boolean => {
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

const byWords = (page: PageSource, sight: Sight, words: Words): GeneralReading => {
  const blocks = [...words.subject.split('\n'), ...words.blocks]
  // 証明書 alone is what the page says it is; where it names a paper, it is that.
  const isOther = blocks.some((block) => IS_OTHER.test(block)) && !blocks.some((block) => IS_PARTICULAR.test(block))
  const certificate = !isOther && blocks.some((block) => IS_CERTIFICATE.test(block))
  const renewal = certificate && blocks.some((block) => RENEWAL.test(block))
  const due = certificate && dueIn(blocks)
  if (renewal && blocks.some((block) => IS_CERTIFICATE.test(block) && DONE.test(block))) return none('nothing-due')
  const fields = readFields(FIELDS, sight.lines, sight.style)
  const speaksToYou = blocks.some((block) => IS_CERTIFICATE.test(block) && isDue(block) && TO_YOU.test(block))
  const begins = due && !isHelp(words) && !readsLikeInstructions(page)
  const press = begins ? pressOf(sight.controls, fields.expiry !== null || speaksToYou) : null
  if (!press) return none(reasonFor(words, { certificate, renewal, due }))
  return { verdict: 'notice', reason: null, matches: [], label: press.label, fields }
}

/** What a page of a site without a profile is. */
export const readAny = (profiles: readonly BankProfile[], page: PageSource): GeneralReading => {
  const sight = look(page, EVERYTHING)
  const words: Words = {
    subject: subjectOf(page, sight),
    blocks: [...new Set(sight.lines.map(({ block }) => block))].map(folded),
    controls: sight.controls,
  }
  const other = otherSubject(words)
  if (other) return none(other)
  const around = page.others().map((one) => look(one, EVERYTHING))
  const shown = isHelp(words) || readsLikeInstructions(page) ? [] : matchesOf(profiles, sight, around)
  if (shown.length === 0) return byWords(page, sight, words)
  const matches = heaviest(shown)
  return {
    verdict: verdictOf(matches, sight),
    reason: null,
    matches: shown.map(({ bank, screen: { id, kind, step } }) => ({ bank, screen: id, kind, step })),
    label: matches.map(({ screen }) => labelToPress(screen, sight)).find((label) => label !== null) ?? null,
    fields: readFields(FIELDS, sight.lines, sight.style),
  }
}
