import type { Holdings } from '../renewal/holdings.ts'
import { entriesHere } from './entries-here.ts'
import type { Entry, Place } from './entry.ts'
import type { CertificateRow } from './report.ts'
import { type ReportStore, reportStore } from './report-store.ts'
import { isSameComputer, isStale, newestOfEach, type OpenedReport } from './reports/opened-report.ts'
import { rowAsOf } from './reports/row-as-of.ts'

/** The lines of the status page where reports of other computers are opened: one a certificate, wherever it lies. */

/** A certificate while looks are added to it, the newest first. */
interface Draft {
  row: CertificateRow
  /** Its IDs are cut: a look that has them whole completes it. */
  short: boolean
  /** By what is the same place. */
  readonly places: Map<string, Place>
}

interface Look {
  readonly row: CertificateRow
  readonly place: Place
  readonly short: boolean
}

const storeId = ({ kind, keeper, label, serialTail }: ReportStore): string =>
  JSON.stringify([kind, keeper, label, serialTail])

/** A token is the same one in every computer; a computer's own stores are called alike on all. */
const placeId = ({ computer, store }: Place): string =>
  storeId(store) + (store.kind === 'token' || computer === null ? '' : computer.toLowerCase())

const draftHere = ({ row, places }: Entry): Draft => ({
  row,
  short: false,
  places: new Map(places.map((place) => [placeId(place), place])),
})

/**
 * The newest look says how it stands; an older one completes what that could not know: IDs that were cut, and a key elsewhere, without
 * which a certificate that somebody logs on with would be told of as useless.
 */
const completed = ({ row, short }: Draft, look: Look): CertificateRow => {
  const { corporateId, userId, name } = short && !look.short ? look.row : row
  const { state, needsRenewal } = row.state === 'without-key' ? look.row : row
  return { ...row, corporateId, userId, name, state, needsRenewal }
}

const add = (drafts: Map<string, Draft>, look: Look): void => {
  const draft = drafts.get(look.row.sha256)
  const id = placeId(look.place)
  if (!draft) {
    drafts.set(look.row.sha256, { row: look.row, short: look.short, places: new Map([[id, look.place]]) })
    return
  }
  draft.row = completed(draft, look)
  draft.short &&= look.short
  if (!draft.places.has(id)) draft.places.set(id, look.place)
}

/** What this computer's stores hold is known: what a report of it says of them is of yesterday. A token that is away is not among them. */
const isKnownHere = ({ computer, stores }: Holdings): ((place: Place) => boolean) => {
  const ids = new Set(stores.map((store) => storeId(reportStore(store))))
  return (place) => computer !== null && isSameComputer(place.computer ?? '', computer) && ids.has(storeId(place.store))
}

const looksIn = ({ report }: OpenedReport, now: number): Look[] => {
  const seen = { computer: report.computer, seenAt: report.generatedAt, stale: isStale(report, now), uri: null }
  return report.certificates.map((row) => ({
    row: rowAsOf(row, now),
    place: { ...seen, store: row.store, key: row.key },
    short: report.idsShortened,
  }))
}

const byEnd = ({ row: a }: Entry, { row: b }: Entry): number => (a.end < b.end ? -1 : Number(a.end > b.end))

/**
 * Every certificate once, the one that ends first before the others. This computer's own look comes before every report, a newer
 * report before an older one; of two reports of one computer the newer counts alone. States and days left are those of `now`.
 * @param now milliseconds since the epoch
 */
export const joinedEntries = (here: Holdings, reports: readonly OpenedReport[], now: number): Entry[] => {
  const drafts = new Map(entriesHere(here, now).map((entry) => [entry.row.sha256, draftHere(entry)]))
  const isKnown = isKnownHere(here)
  for (const opened of newestOfEach(reports))
    for (const look of looksIn(opened, now)) if (!isKnown(look.place)) add(drafts, look)
  return [...drafts.values()].map(({ row, places }) => ({ row, places: [...places.values()] })).toSorted(byEnd)
}
