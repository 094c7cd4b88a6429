import { checkProfile, type ProfileCheck } from '../../src/bank/check-profile.ts'
import { screenById } from '../../src/bank/general-screens.ts'
import type { BankProfile } from '../../src/bank/profile.ts'
import type { Problem } from '../../src/bank/profile-problem.ts'
import { readNotice } from '../../src/notice/read-notice.ts'
import type { Reading } from '../../src/notice/reading.ts'
import { visibleText } from '../../src/text/visible-text.ts'
import { readBytes } from '../pages/read-bytes.ts'
import { PageTrouble } from '../pages/trouble.ts'
import type { Say } from '../sentences.ts'
import type { Arguments } from './arguments.ts'
import { type Facts, type PageEntry, type PageReader, readPage } from './page-entry.ts'
import { printJson, printPage, printTroubles } from './page-lines.ts'

/** `koshin profile check`: is a profile right, and what does it read from saved pages? */

interface ProfileFacts extends Facts {
  readonly bank: string
  readonly screen: string | null
  readonly kind: string | null
  readonly step: string | null
  readonly role: string | null
  readonly reason: 'no-screen' | 'ambiguous' | null
  /** The screens that fit, where it is not decided which one it is. */
  readonly among: readonly string[]
}

interface Report {
  readonly profile: string
  readonly id: string | null
  readonly ok: boolean
  readonly error: PageTrouble['trouble'] | 'not-utf-8' | null
  readonly problems: readonly Problem[]
  readonly pages: readonly PageEntry<ProfileFacts>[]
}

const REASONS: Readonly<Record<string, ProfileFacts['reason']>> = { none: 'no-screen', ambiguous: 'ambiguous' }

const profileFacts = (profile: BankProfile, { screen: id, among, label, fields }: Reading): ProfileFacts => {
  const screen = screenById(profile, id)
  return {
    bank: profile.id,
    screen: screen?.id ?? null,
    kind: screen?.kind ?? null,
    step: screen?.step ?? null,
    role: screen?.role ?? null,
    label,
    ...fields,
    reason: screen ? null : (REASONS[id] ?? null),
    among,
  }
}

const readerOf = (profile: BankProfile): PageReader<ProfileFacts> => ({
  read: (page) => profileFacts(profile, readNotice(profile, page)),
  weight: ({ reason }) => (reason === null ? 2 : reason === 'ambiguous' ? 1 : 0),
})

/** @returns null where the bytes are not UTF-8 */
const textOf = (bytes: Uint8Array): string | null => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** @throws PageTrouble */
const checkFile = (file: string): ProfileCheck | 'not-utf-8' => {
  const text = textOf(readBytes(file))
  return text === null ? 'not-utf-8' : checkProfile(text)
}

const report = ([file = '', ...pages]: readonly string[]): Report => {
  const nothing = { profile: file, id: null, ok: false, error: null, problems: [], pages: [] }
  try {
    const checked = checkFile(file)
    if (checked === 'not-utf-8') return { ...nothing, error: checked }
    if (!checked.ok) return { ...nothing, problems: checked.problems }
    const { profile } = checked
    const reader = readerOf(profile)
    return { ...nothing, id: profile.id, ok: true, pages: pages.map((page) => readPage(page, reader)) }
  } catch (error) {
    if (!(error instanceof PageTrouble)) throw error
    return { ...nothing, error: error.trouble }
  }
}

const problemLine = ({ place, reason, detail }: Problem, say: Say): string => {
  const sentence = say(`profile.reason.${reason}`, { detail: visibleText(detail ?? '') })
  return place === '' ? sentence : say('profile.problem', { place: visibleText(place), reason: sentence })
}

const told = ({ screen, kind, step, reason, among }: ProfileFacts, say: Say): string[] => {
  if (reason === null) return [say('profile.screen', { screen: screen ?? '', kind: kind ?? '', step: step ?? '' })]
  return [reason === 'ambiguous' ? say('profile.ambiguous', { among: among.join(', ') }) : say('profile.noScreen')]
}

const printReport = ({ profile, id, ok, problems, pages }: Report, say: Say): void => {
  if (ok) console.log(say('profile.ok', { file: visibleText(profile), id: id ?? '' }))
  else if (problems.length > 0) console.log(say('profile.bad', { file: visibleText(profile), count: problems.length }))
  for (const problem of problems) console.log(`× ${problemLine(problem, say)}`)
  for (const entry of pages) printPage(entry, (facts) => told(facts, say), say)
}

/** @returns the exit code: 1 where the profile is not right or a page could not be read */
export const profileCheck = ({ files, json }: Arguments, say: Say): number => {
  const made = report(files)
  if (json) printJson(made)
  else printReport(made, say)
  if (made.error !== null) {
    console.error(say('page.trouble', { page: visibleText(made.profile), trouble: say(`page.trouble.${made.error}`) }))
  }
  if (!made.ok && files.length > 1) console.error(say('profile.notTried'))
  const isTroubled = printTroubles(made.pages, say)
  return made.ok && !isTroubled ? 0 : 1
}
