import { useMemo, useState } from 'preact/hooks'
import type { Language } from '../../src/protocol/schema.ts'
import type { Entry } from '../../src/status/entry.ts'
import { type Filter, type Found, found, NO_FILTER } from '../../src/status/list/filter.ts'
import { groupedLines, type Line, plainLines } from '../../src/status/list/lines.ts'
import { type Listed, listedOf } from '../../src/status/list/listed.ts'
import { type Sort, sorted, USUAL_SORT } from '../../src/status/list/sort.ts'

/** How the list is looked at: kept while the page is open, also while details are read. */
export interface ListView {
  readonly filter: Filter
  readonly sort: Sort
  readonly grouped: boolean
}

export type ChangeView = (change: Partial<ListView>) => void

/** What is looked at, and what is seen of it. */
export interface List {
  readonly view: ListView
  readonly change: ChangeView
  readonly all: readonly Listed[]
  readonly found: Found
  readonly lines: readonly Line[]
}

/** Each step is made again only when what it is made of has changed: a key press in the search field neither folds nor sorts. */
export const useList = (entries: readonly Entry[], now: number, language: Language): List => {
  const [view, setView] = useState<ListView>({ filter: NO_FILTER, sort: USUAL_SORT, grouped: false })
  const { filter, sort, grouped } = view
  const all = useMemo(() => listedOf(entries, now), [entries, now])
  const inOrder = useMemo(() => sorted(all, sort, language), [all, sort, language])
  const seen = useMemo(() => found(inOrder, filter), [inOrder, filter])
  const lines = useMemo(() => (grouped ? groupedLines(seen.listed) : plainLines(seen.listed)), [seen, grouped])
  const change: ChangeView = (more) => setView((before) => ({ ...before, ...more }))
  return { view, change, all, found: seen, lines }
}
