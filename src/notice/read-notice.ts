import { type BankProfile, FIELD_NAMES, type Screen } from '../bank/profile.ts'
import { firstDate } from './dates.ts'
import { folded } from './folded.ts'
import type { PageView, Reading } from './reading.ts'

type FieldKind = NonNullable<BankProfile['fields'][keyof BankProfile['fields']]>['kind']

/** How far behind its label a value may stand, in characters: a table cell, a colon, not another paragraph. */
const REACH = 40

const READERS: Record<FieldKind, (text: string) => string | null> = {
  date: firstDate,
  digits: (text) => /^[^\d]{0,6}(\d{4,20})(?!\d)/.exec(text)?.[1] ?? null,
  'serial-number': (text) =>
    /^[^0-9A-Fa-f]{0,6}((?:[0-9A-Fa-f]{2}[:-]?){4,32})/.exec(text)?.[1]?.replace(/[:-]/g, '').toUpperCase() ?? null,
}

/** The value behind the first occurrence of the label that has one. */
const readField = (text: string, label: string, kind: FieldKind): string | null => {
  const words = folded(label)
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    const value = READERS[kind](text.slice(at + words.length, at + words.length + REACH))
    if (value) return value
  }
  return null
}

const isShown = (screen: Screen, text: string, controls: ReadonlySet<string>): boolean =>
  screen.known.texts.every((words) => text.includes(folded(words))) &&
  screen.known.controls.every((label) => controls.has(folded(label))) &&
  !screen.known.absent.some((words) => text.includes(folded(words)) || controls.has(folded(words)))

/** Which screen of the bank a page is, and what it says. Pure: the page comes in as text, the reading goes out as data. */
export const readNotice = (guide: Pick<BankProfile, 'screens' | 'fields'>, page: PageView): Reading => {
  const text = folded(`${page.title}\n${page.text}`)
  const controls = new Set(page.controls.map(folded))
  const shown = guide.screens.filter((screen) => isShown(screen, text, controls))
  const fields = Object.fromEntries(
    FIELD_NAMES.map((name) => {
      const field = guide.fields[name]
      return [name, field && shown.length > 0 ? readField(text, field.label, field.kind) : null]
    }),
  ) as Reading['fields']
  const [screen, another] = shown
  return { screen: another ? 'ambiguous' : (screen?.id ?? 'none'), fields }
}
