import type { BankProfile } from '../bank/profile.ts'
import { heaviest, matchesOf, verdictOf } from './bundled-matches.ts'
import { readFields } from './fields.ts'
import { folded } from './folded.ts'
import { readsLikeInstructions } from './instructions.ts'
import { isHelp, otherSubject, reasonFor, type Words } from './near-misses.ts'
import { EVERYTHING } from './page/anchors.ts'
import { ancestor } from './page/leaves.ts'
import type { PageSource } from './page/page-source.ts'
import { pressOf } from './press.ts'
import { look, type Sight } from './read-notice.ts'
import { type GeneralReading, NO_FIELDS, type NoNoticeReason } from './reading.ts'
import { saidIn } from './renewal-words.ts'
import { labelToPress } from './screens.ts'

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

const HEADINGS = ['H1', 'H2', 'H3', 'CAPTION', 'LEGEND', 'TITLE'] as const
const MOST_SUBJECT = 200

/** The first lines are what a page is about, where it has no headings as such. */
const FIRST_LINES = 3

const subjectOf = (page: PageSource, { lines }: Sight): string => {
  const headings = lines.filter(({ nodes }) => nodes[0] && ancestor(nodes[0], ...HEADINGS))
  const first =
    headings.length > 0
      ? headings.slice(0, 2)
      : lines.filter(({ plain }) => /[\p{L}\p{N}]/u.test(plain)).slice(0, FIRST_LINES)
  return [page.title, ...first.map(({ block }) => block)].map(folded).join('\n').slice(0, MOST_SUBJECT)
}

const none = (reason: NoNoticeReason): GeneralReading => ({
  verdict: 'none',
  reason,
  matches: [],
  label: null,
  fields: NO_FIELDS,
})

const byWords = (page: PageSource, sight: Sight, words: Words): GeneralReading => {
  const said = saidIn([...words.subject.split('\n'), ...words.blocks])
  if (said.settled) return none('nothing-due')
  const fields = readFields(FIELDS, sight.lines, sight.style)
  const begins = said.due && !isHelp(words) && !readsLikeInstructions(page)
  const press = begins ? pressOf(sight.controls, fields.expiry !== null || said.toYou) : null
  if (!press) return none(reasonFor(words, said))
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
