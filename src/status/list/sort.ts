import type { Language } from '../../protocol/schema.ts'
import type { Entry } from '../entry.ts'
import { folded } from './folded.ts'
import type { Listed } from './listed.ts'
import { urgencyOf } from './state-group.ts'

/** Columns of the list, in their order. */
export const SORT_KEYS = ['holder', 'state', 'end', 'bank', 'store', 'renewableFrom', 'serialNumber', 'issuer'] as const
export type SortKey = (typeof SORT_KEYS)[number]

export interface Sort {
  readonly by: SortKey
  readonly descending: boolean
}

/** What needs somebody first. */
export const USUAL_SORT: Sort = { by: 'state', descending: false }

/** A text to compare letter by letter; empty: it is not known. */
const keyOf = ({ row, places }: Entry, by: SortKey, language: Language): string => {
  switch (by) {
    case 'holder':
      return [row.corporateId ?? row.name, row.userId ?? ''].map(folded).join('\n')
    case 'state':
      return String(urgencyOf(row))
    case 'bank':
      return folded(row.bank?.name[language] ?? '')
    case 'store':
      return places
        .slice(0, 1)
        .map(({ store }) => [store.kind, folded(store.label), store.serialTail].join('\n'))
        .join('')
    case 'issuer':
      return folded(row.issuer)
    default:
      return row[by]
  }
}

interface Keyed {
  readonly one: Listed
  readonly key: string
}

/** ISO instants and hexadecimal digits compare as texts do. */
const compared = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** What is not known comes last, whichever way. */
const inOrder = (a: Keyed, b: Keyed, way: number): number => {
  if (a.key === b.key) return compared(a.one.entry.row.end, b.one.entry.row.end)
  if (a.key === '' || b.key === '') return a.key === '' ? 1 : -1
  return way * compared(a.key, b.key)
}

/** By a column, and by the end where that is the same. */
export const sorted = (all: readonly Listed[], { by, descending }: Sort, language: Language): Listed[] =>
  all
    .map((one): Keyed => ({ one, key: keyOf(one.entry, by, language) }))
    .sort((a, b) => inOrder(a, b, descending ? -1 : 1))
    .map(({ one }) => one)
