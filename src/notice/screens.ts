import type { BankProfile, Screen } from '../bank/profile.ts'
import { bare, folded, printed } from './folded.ts'
import { type FoundControl, labelTest } from './page/controls.ts'
import type { Line } from './page/lines.ts'

/** Which of a bank's screens a page is. */

/** What of a page is compared with a profile's words. */
export interface Seen {
  readonly lines: readonly Line[]
  readonly controls: readonly FoundControl[]
  /** What stands alone: on a line, or as a part of the title. */
  readonly names: ReadonlySet<string>
  /** All text, folded. */
  readonly text: string
}

/** `電子証明書更新のお知らせ | れんしゅう銀行`, `れんしゅう銀行：電子証明書更新のお知らせ` */
const TITLE_SIGNS = /[|:<>«»・\-–—/]|\s/u

export const seenOf = (title: string, lines: readonly Line[], controls: readonly FoundControl[]): Seen => ({
  lines,
  controls,
  names: new Set([
    bare(title),
    ...title.normalize('NFKC').split(TITLE_SIGNS).map(bare),
    // With the words of links and without them, and over the line breaks of old pages.
    ...lines
      .flatMap(({ text, plain, block }) => (plain === text && block === text ? [text] : [text, plain, block]))
      .map(bare),
  ]),
  text: folded([title, ...lines.map(({ block }) => block)].join('\n')),
})

/** All words that a profile looks for, `*` taken apart: what is not near one of them need not be looked at. */
export const wordsOf = ({ screens, fields }: Pick<BankProfile, 'screens' | 'fields'>): string[] => {
  const ofScreens = screens.flatMap(({ known, next, others }) => [
    known.name ?? '',
    ...known.texts,
    ...known.controls,
    ...known.absent,
    next?.label ?? '',
    ...others.map(({ label }) => label),
  ])
  const labels = Object.values(fields).flatMap((field) => field?.labels ?? [])
  return [...ofScreens.flatMap((words) => words.split('*')), ...labels]
}

/** A screen's conditions, its words folded once. */
interface Condition {
  readonly screen: Screen
  readonly name: string | null
  readonly texts: readonly string[]
  readonly controls: readonly ((words: string) => boolean)[]
  readonly absent: readonly { readonly text: string; readonly isLabel: (words: string) => boolean }[]
  /** What is to be pressed; null: nothing. */
  readonly press: ((words: string) => boolean) | null
}

const conditionOf = (screen: Screen): Condition => {
  const { name, texts, controls, absent } = screen.known
  return {
    screen,
    name: name === undefined ? null : bare(name),
    texts: texts.map(folded),
    controls: controls.map(labelTest),
    absent: absent.map((words) => ({ text: folded(words), isLabel: labelTest(words) })),
    press: screen.next && labelTest(screen.next.label),
  }
}

/** A page that keeps changing is compared with the same screens again and again. */
const conditions = new WeakMap<Screen, Condition>()
const known = (screen: Screen): Condition => {
  const condition = conditions.get(screen) ?? conditionOf(screen)
  conditions.set(screen, condition)
  return condition
}

const isShown = ({ name, texts, controls, absent }: Condition, seen: Seen, around: readonly Seen[]): boolean => {
  const has = (isLabel: (words: string) => boolean) => seen.controls.some(({ words }) => isLabel(words))
  if (!controls.every(has)) return false
  if (absent.some(({ text, isLabel }) => seen.text.includes(text) || has(isLabel))) return false
  // Without a control of its own a frame is only what it says itself.
  const everywhere = controls.length > 0 ? [seen, ...around] : [seen]
  if (name !== null && !everywhere.some(({ names }) => names.has(name))) return false
  return texts.every((words) => everywhere.some(({ text }) => text.includes(words)))
}

/**
 * The screens that a page fits. @param around other frames of the same site: name and texts may stand there, where the controls
 * are here
 */
export const screensShown = (screens: readonly Screen[], seen: Seen, around: readonly Seen[] = []): Screen[] =>
  screens.filter((screen) => isShown(known(screen), seen, around))

/** The words on the control that a screen's user presses next, as this page prints them; null: there is none. */
export const labelToPress = (screen: Screen, { controls }: Seen): string | null => {
  const { press } = known(screen)
  const found = press && controls.find(({ words }) => press(words))
  return found ? printed(found.label) : null
}
