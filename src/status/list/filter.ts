import type { ReportStore } from '../report-store.ts'
import { searchTerms } from './folded.ts'
import type { Listed } from './listed.ts'
import type { StateGroup } from './state-group.ts'
import type { Expiry } from './timeline.ts'

/** What is asked for; everything at once has to hold. */
export interface Filter {
  /** Each of its words has to be found somewhere. */
  readonly search: string
  /** One of these; none: any. */
  readonly groups: readonly StateGroup[]
  /** One of its places is of this kind. */
  readonly store: ReportStore['kind'] | null
  /** Id; `NO_BANK`: those of which nobody knows whose they are. */
  readonly bank: string | null
  readonly expiry: Expiry | null
}

export const NO_BANK = ''

export const NO_FILTER: Filter = { search: '', groups: [], store: null, bank: null, expiry: null }

/** Blanks alone ask for nothing. */
export const isFiltering = ({ search, groups, store, bank, expiry }: Filter): boolean =>
  searchTerms(search).length > 0 || groups.length > 0 || store !== null || bank !== null || expiry !== null

export const bankOf = ({ entry: { row } }: Listed): string => row.bank?.id ?? NO_BANK

/** What a list shows, and what it would show if a state or a month were asked for. */
export interface Found {
  readonly listed: readonly Listed[]
  /** How many there are of each state, whatever states are asked for. */
  readonly ofGroup: ReadonlyMap<StateGroup, number>
  /** How many end in each month, whatever month is asked for. */
  readonly ofExpiry: ReadonlyMap<Expiry, number>
}

const counted = <K>(counts: Map<K, number>, key: K): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

/** Those that fit, in the order they come in. */
export const found = (all: readonly Listed[], { search, groups, store, bank, expiry }: Filter): Found => {
  const terms = searchTerms(search)
  const fitting = all.filter(
    (one) =>
      (bank === null || bankOf(one) === bank) &&
      (store === null || one.entry.places.some((place) => place.store.kind === store)) &&
      terms.every((term) => one.words.includes(term)),
  )
  const ofGroup = new Map<StateGroup, number>()
  const ofExpiry = new Map<Expiry, number>()
  const listed = fitting.filter((one) => {
    const isAskedState = groups.length === 0 || groups.includes(one.group)
    const isAskedMonth = expiry === null || one.expiry === expiry
    if (isAskedMonth) counted(ofGroup, one.group)
    if (isAskedState && one.expiry !== null) counted(ofExpiry, one.expiry)
    return isAskedState && isAskedMonth
  })
  return { listed, ofGroup, ofExpiry }
}
