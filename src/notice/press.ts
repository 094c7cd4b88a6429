import { bare, folded, printed } from './folded.ts'
import type { FoundControl } from './page/controls.ts'
import { CERTIFICATE, isAboutCertificate, isDue } from './renewal-words.ts'

/** Which control begins a renewal, on a page whose bank nobody knows. */

/** What follows 更新 or 手続き on a button that begins it. */
const ON = '(?:を|へ|に|は|の|する|開始|実施|実行|画面|こちら|進む|行う|おこなう|始める|はじめる)*'
/** What a button may say that begins a renewal, the plainest first. */
const PRESSES: readonly RegExp[] = [
  new RegExp(`${CERTIFICATE}[^。]{0,8}(?:更新|再取得)|更新[^。]{0,6}${CERTIFICATE}`, 'u'),
  new RegExp(`^(?:今すぐ|すぐに|ただちに|いますぐ)?更新(?:手続き?|処理|申請|申し?込み?|操作|画面)?${ON}$`, 'u'),
  new RegExp(`${CERTIFICATE}[^。]{0,8}(?:再?発行|取得)`, 'u'),
  new RegExp(`^お?手続き?${ON}$`, 'u'),
]
/** Buttons that any page has: they count only where a last day is printed, or the page speaks to its reader. */
const PLAIN_PRESS = /^(?:次へ|次へ進む|進む|発行|取得|実行|メインへ|ok|はい|こちら)$/iu
/** Words on a link that tell about a renewal instead of beginning one, or that do something else with it. */
const NO_PRESS =
  /方法|手順|マニュアル|について|よくある|質問|pdf|ヘルプ|ガイド|とは|faq|一覧|問い?合わ?せ|失効|最新の情報|履歴|画面の更新|内容の最新化|場合|ソフト|検索|方(?:へ|は)?(?:こちら)?$|しない|せずに?|後で|あとで|(?:今|今回|いま)は/i

/** `更新する / Renew` */
const japanese = (label: string): string => bare(bare(label).replace(/[/|(]?[a-z]+\)?$/i, '')) || bare(label)

/** The control that begins the renewal; `label` null: several with other words. */
export const pressOf = (controls: readonly FoundControl[], mayBePlain: boolean): { label: string | null } | null => {
  const fit = controls.filter(({ label, disabled }) => !disabled && !NO_PRESS.test(folded(label)))
  const isNotice = ({ label }: FoundControl) => isAboutCertificate(folded(label)) && isDue(folded(label))
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
