import type { BankProfile, Screen, ScreenKind } from '../bank/profile.ts'
import type { Sight } from './read-notice.ts'
import type { GeneralReading } from './reading.ts'
import { labelToPress, screensShown } from './screens.ts'

/** Screens of known banks that a page fits, whosever it is. */

/** Screens of the way: a plain log-on page says nothing of a renewal. */
const ON_THE_WAY: ReadonlySet<ScreenKind> = new Set(['notice', 'way', 'enrol', 'working', 'finished'])

export interface Match {
  readonly bank: string
  readonly screen: Screen
}

/** A label with `*` fits many pages: it is for a site of which it is known whose it is. */
const isParticular = ({ known }: Screen): boolean => !known.controls.some((label) => label.includes('*'))

export const matchesOf = (profiles: readonly BankProfile[], sight: Sight, around: readonly Sight[]): Match[] =>
  profiles.flatMap(({ id, screens }) =>
    screensShown(screens.filter(isParticular), sight, around)
      .filter(({ kind }) => ON_THE_WAY.has(kind))
      .map((screen) => ({ bank: id, screen })),
  )

/** How much of a screen has been found: of two that fit, the one that asks for more is it. */
const weight = ({ known }: Screen): number =>
  known.controls.length + known.texts.length + (known.name === undefined ? 0 : 1)

export const heaviest = (matches: readonly Match[]): readonly Match[] => {
  const most = Math.max(...matches.map(({ screen }) => weight(screen)))
  const steps = new Set(matches.map(({ screen }) => `${screen.kind} ${screen.step}`))
  return steps.size > 1 ? matches : matches.filter(({ screen }) => weight(screen) === most)
}

export const verdictOf = (matches: readonly Match[], sight: Sight): GeneralReading['verdict'] => {
  const labels = new Set(matches.map(({ screen }) => labelToPress(screen, sight) ?? ''))
  const severalOfOne = new Set(matches.map(({ bank }) => bank)).size < matches.length
  const ends = new Set(
    matches.map(({ screen: { kind } }) => (kind === 'finished' || kind === 'working' ? kind : 'way')),
  )
  if (severalOfOne || labels.size > 1 || ends.size > 1) return 'ambiguous'
  return matches.some(({ screen }) => screen.kind === 'notice') ? 'notice' : 'screen'
}
