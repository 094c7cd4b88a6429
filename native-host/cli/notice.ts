import { BUNDLED_PROFILES } from '../../src/bank/edition.ts'
import { readAny } from '../../src/notice/read-any.ts'
import { type GeneralReading, weightOf } from '../../src/notice/reading.ts'
import type { Say } from '../sentences.ts'
import type { Arguments } from './arguments.ts'
import { type Facts, type PageReader, readPage } from './page-entry.ts'
import { printJson, printPage, printTroubles } from './page-lines.ts'

/** `koshin notice`: what the reader sees in saved pages of a site without a profile. */

type Match = GeneralReading['matches'][number]

interface NoticeFacts extends Facts {
  readonly verdict: GeneralReading['verdict']
  readonly notice: boolean
  readonly bank: string | null
  readonly screen: string | null
  readonly kind: string | null
  readonly step: string | null
  readonly reason: GeneralReading['reason']
  readonly matches: readonly Match[]
}

/** What all bundled screens that fit have in common; null: none fits, or they differ. */
const common = (matches: readonly Match[], member: keyof Match): string | null => {
  const values = new Set(matches.map((match) => match[member]))
  const [only] = values
  return values.size === 1 && only !== undefined ? only : null
}

const noticeFacts = ({ verdict, reason, matches, label, fields }: GeneralReading): NoticeFacts => ({
  verdict,
  notice: verdict === 'notice',
  bank: common(matches, 'bank'),
  screen: common(matches, 'screen'),
  kind: common(matches, 'kind'),
  step: common(matches, 'step'),
  label,
  ...fields,
  reason,
  matches,
})

const READER: PageReader<NoticeFacts> = {
  read: (page) => noticeFacts(readAny(BUNDLED_PROFILES, page)),
  weight: weightOf,
}

const verdictSentence = ({ verdict, reason }: NoticeFacts, say: Say): string =>
  verdict === 'none'
    ? say('notice.none', { reason: reason ? say(`notice.reason.${reason}`) : '' })
    : say(`notice.verdict.${verdict}`)

const told = (facts: NoticeFacts, say: Say): string[] => [
  verdictSentence(facts, say),
  ...facts.matches.map((match) => say('notice.match', { ...match })),
]

/** @returns the exit code: 1 where a page could not be read */
export const notice = ({ files, json }: Arguments, say: Say): number => {
  const entries = files.map((file) => readPage(file, READER))
  if (json) printJson(entries)
  else for (const entry of entries) printPage(entry, (facts) => told(facts, say), say)
  return printTroubles(entries, say) ? 1 : 0
}
