import { visibleJson } from '../../src/text/visible-json.ts'
import { visibleText } from '../../src/text/visible-text.ts'
import type { Say } from '../sentences.ts'
import type { Facts, PageEntry, ReadPage } from './page-entry.ts'

/** The sentences about one saved page. Pages are strangers: what comes from one is shown with nothing hidden in it. */

const INDENT = '  '

const DAY = { year: 'numeric', month: 'long', day: 'numeric', weekday: 'short', timeZone: 'UTC' } as const

/** An ISO day as people of the language write it. */
const printedDay = (day: string, say: Say): string => {
  const parts = new Intl.DateTimeFormat(say('page.locale'), DAY).formatToParts(new Date(`${day}T00:00:00Z`))
  // Intl's Japanese name of a month brings the word for month with it.
  return say('page.day', Object.fromEntries(parts.map(({ type, value }) => [type, value.replace(/月$/, '')])))
}

const expiryLines = ({ expiry, expiryTime }: Facts, say: Say): string[] => {
  if (expiry === null) return []
  const day = printedDay(expiry, say)
  return [expiryTime === null ? say('page.expiry', { day }) : say('page.expiryTime', { day, time: expiryTime })]
}

/** What stands on the page: the same for every way of reading it. */
const factLines = (facts: Facts, say: Say): string[] => [
  ...(facts.label === null ? [] : [say('page.label', { label: visibleText(facts.label) })]),
  ...expiryLines(facts, say),
  ...(facts.corporateId === null ? [] : [say('page.corporateId', { id: facts.corporateId })]),
  ...(facts.userId === null ? [] : [say('page.userId', { id: facts.userId })]),
  ...(facts.serialNumber === null ? [] : [say('page.serialNumber', { serialNumber: facts.serialNumber })]),
]

const frameLines = ({ frame: telling, frames }: ReadPage<Facts>, say: Say): string[] => [
  ...(telling === null ? [] : [say('page.frame', { frame: visibleText(telling) })]),
  ...frames.flatMap(({ frame, error }) =>
    error === null
      ? []
      : [say('page.frameTrouble', { frame: visibleText(frame), trouble: say(`page.trouble.${error}`) })],
  ),
]

/** @param told what the reading says, before the facts */
export const printPage = <T extends Facts>(entry: PageEntry<T>, told: (facts: T) => string[], say: Say): void => {
  if (entry.error !== null) return
  const found = say(`page.encoding.${entry.encodingFrom}`)
  const lines = [...told(entry), ...factLines(entry, say), ...frameLines(entry, say)]
  console.log(say('page.head', { page: visibleText(entry.page), encoding: entry.encoding, found }))
  for (const line of lines) console.log(`${INDENT}${line}`)
}

/** Pages that could not be read. @returns were there any? */
export const printTroubles = (entries: readonly PageEntry<Facts>[], say: Say): boolean => {
  for (const { page, error } of entries) {
    if (error !== null)
      console.error(say('page.trouble', { page: visibleText(page), trouble: say(`page.trouble.${error}`) }))
  }
  return entries.some(({ error }) => error !== null)
}

export const printJson = (document: unknown): void => console.log(visibleJson(document, 2))
