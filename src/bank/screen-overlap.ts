import { bare, folded } from '../notice/folded.ts'
import { isLabel } from '../notice/page/controls.ts'
import type { Screen } from './profile.ts'

/** What follows from how screens are known, in the reader's own way of comparing words. */

type Known = Screen['known']

const isIn = (words: string, texts: readonly string[]): boolean =>
  texts.some((text) => folded(text).includes(folded(words)))

/** Words that are on every page that fits. */
const surely = ({ name, texts }: Known): string[] => [...(name === undefined ? [] : [name]), ...texts]

const isSameLabel = (one: string, other: string): boolean => bare(one) === bare(other)

/** Whenever the first stands on a control, so does the second. */
const brings = (label: string, other: string): boolean =>
  isSameLabel(label, other) || (!label.includes('*') && isLabel(other, label))

/** Words that must be absent although the screen needs them: it is never shown. */
export const neverWith = (known: Known): string | null =>
  known.absent.find((words) => isIn(words, surely(known)) || known.controls.some((label) => brings(label, words))) ??
  null

/** Is everything that `second` needs surely there, and nothing that it refuses, wherever `first` is shown? */
export const alwaysWith = (first: Known, second: Known): boolean =>
  (second.name === undefined || (first.name !== undefined && bare(first.name) === bare(second.name))) &&
  second.texts.every((words) => isIn(words, surely(first))) &&
  second.controls.every((label) => first.controls.some((one) => brings(one, label))) &&
  second.absent.every((words) => first.absent.some((one) => folded(words).includes(folded(one))))
