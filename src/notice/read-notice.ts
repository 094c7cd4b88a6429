import { GENERAL_SCREENS } from '../bank/general-screens.ts'
import type { BankProfile, Screen } from '../bank/profile.ts'
import { readFields } from './fields.ts'
import { readsLikeInstructions } from './instructions.ts'
import { anchorsFor } from './page/anchors.ts'
import { controlsWith } from './page/controls.ts'
import { Lines } from './page/lines.ts'
import type { PageSource } from './page/page-source.ts'
import { NOTHING_READ, type Reading } from './reading.ts'
import { labelToPress, type Seen, screensShown, seenOf, wordsOf } from './screens.ts'

/** What of a bank's profile the reader needs. */
export type Guide = Pick<BankProfile, 'screens' | 'fields'>

export interface Sight extends Seen {
  /** Questions of style, answered once a reading. */
  readonly style: Lines
}

const GENERAL_WORDS = wordsOf({ screens: [...GENERAL_SCREENS], fields: {} })

/** A page that keeps changing is read again and again by the same guide. */
const anchors = new WeakMap<Guide, RegExp>()
const anchorOf = (guide: Guide): RegExp | null => {
  const anchor = anchors.get(guide) ?? anchorsFor([...wordsOf(guide), ...GENERAL_WORDS])
  if (anchor) anchors.set(guide, anchor)
  return anchor
}

/** The parts of a page that hold what `anchor` finds. */
export const look = (page: PageSource, anchor: RegExp): Sight => {
  const style = new Lines(page)
  const lines = style.with(anchor)
  return { ...seenOf(page.title, lines, controlsWith(anchor, page, lines, style)), style }
}

/** One screen fits, or none, or it is not decided. */
const decided = (shown: readonly Screen[], page: PageSource): readonly Screen[] =>
  // A screen that is known by words alone could be a manual that shows it.
  shown.some(({ known }) => known.controls.length === 0) && readsLikeInstructions(page)
    ? shown.filter(({ known }) => known.controls.length > 0)
    : shown

const shownOn = (screens: readonly Screen[], page: PageSource, sight: Sight, anchor: RegExp): readonly Screen[] => {
  const alone = decided(screensShown(screens, sight), page)
  if (alone.length > 0) return alone
  const others = page.others()
  if (others.length === 0) return []
  const around = others.map((other) => ({ other, sight: look(other, anchor) }))
  // Another frame is a screen by itself: this one is what stands beside it.
  if (around.some((one) => decided(screensShown(screens, one.sight), one.other).length > 0)) return []
  const sights = around.map((one) => one.sight)
  return decided(screensShown(screens, sight, sights), page)
}

/** Which screen of the bank a page is, and what it says. Pure: the page comes in as nodes, the reading goes out as data. */
export const readNotice = (guide: Guide, page: PageSource): Reading => {
  const anchor = anchorOf(guide)
  if (!anchor) return NOTHING_READ
  const sight = look(page, anchor)
  const own = shownOn(guide.screens, page, sight, anchor)
  // Of screens that any bank may show the first that fits will do: they differ in their words, not in what they mean.
  const shown = own.length > 0 ? own : decided(screensShown(GENERAL_SCREENS, sight), page).slice(0, 1)
  const [screen, another] = shown
  if (!screen) return NOTHING_READ
  const fields = readFields(guide.fields, sight.lines, sight.style)
  if (another) return { screen: 'ambiguous', among: shown.map(({ id }) => id), label: null, fields }
  return { screen: screen.id, among: [], label: labelToPress(screen, sight), fields }
}
