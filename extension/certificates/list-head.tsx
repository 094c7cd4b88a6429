import { SORT_KEYS, type Sort, type SortKey } from '../../src/status/list/sort.ts'
import type { MessageKey, Texts } from '../ui/texts.ts'

/** The columns of the list. Those marked `more` stand there where the window is wide; details have them all. */

export const COLUMNS: Record<SortKey, MessageKey> = {
  holder: 'certificates_list_holder',
  state: 'certificates_list_state',
  end: 'field_expiry',
  bank: 'field_bank',
  store: 'field_store',
  renewableFrom: 'certificates_list_renewable_from',
  serialNumber: 'field_serial_number',
  issuer: 'certificates_list_issuer',
}

const MORE: ReadonlySet<SortKey> = new Set(['renewableFrom', 'serialNumber', 'issuer'])

interface ListHeadProps {
  readonly sort: Sort
  /** null: few certificates need no order. */
  readonly change: ((sort: Sort) => void) | null
  readonly texts: Texts
}

const ARROWS = { ascending: '▲', descending: '▼' } as const

const classOf = (by: SortKey, canSort: boolean): string =>
  [...(MORE.has(by) ? ['more'] : []), ...(canSort ? [] : ['plain-head'])].join(' ')

const ColumnHead = ({ by, sort, change, texts }: ListHeadProps & { by: SortKey }) => {
  const way = sort.descending ? 'descending' : 'ascending'
  const own = change && sort.by === by ? way : undefined
  return (
    <th scope="col" class={classOf(by, change !== null)} aria-sort={own}>
      {change ? (
        <button type="button" class="sort" onClick={() => change({ by, descending: own === 'ascending' })}>
          {texts(COLUMNS[by])}
          {own && (
            <span class="sort-arrow" aria-hidden="true">
              {ARROWS[own]}
            </span>
          )}
        </button>
      ) : (
        texts(COLUMNS[by])
      )}
    </th>
  )
}

/** A press on the column that the list is sorted by turns the order round. */
export const ListHead = (props: ListHeadProps) => (
  <thead class="list-head">
    <tr class="list-line" aria-rowindex={1}>
      {SORT_KEYS.map((by) => (
        <ColumnHead key={by} by={by} {...props} />
      ))}
    </tr>
  </thead>
)
