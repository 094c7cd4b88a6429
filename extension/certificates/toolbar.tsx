import { useMemo } from 'preact/hooks'
import { bankOf, type Filter, isFiltering, NO_BANK, NO_FILTER } from '../../src/status/list/filter.ts'
import { folded } from '../../src/status/list/folded.ts'
import type { Listed } from '../../src/status/list/listed.ts'
import { SORT_KEYS } from '../../src/status/list/sort.ts'
import { STATE_GROUPS, type StateGroup } from '../../src/status/list/state-group.ts'
import type { ReportStore } from '../../src/status/report-store.ts'
import { visibleText } from '../../src/text/visible-text.ts'
import { Button } from '../ui/button.tsx'
import { Checkbox } from '../ui/checkbox.tsx'
import { SelectField } from '../ui/select-field.tsx'
import type { MessageKey, Texts } from '../ui/texts.ts'
import { COLUMNS } from './list-head.tsx'
import type { List } from './list-view.ts'
import { STORE_KINDS } from './store-kind.ts'

/** What narrows a long list down, and puts it into another order. */

interface ToolbarProps {
  readonly list: List
  readonly texts: Texts
}

interface FilterProps {
  readonly filter: Filter
  readonly narrow: (more: Partial<Filter>) => void
  readonly texts: Texts
}

const GROUPS: Record<StateGroup, MessageKey> = {
  expired: 'certificates_list_group_expired',
  due: 'certificates_list_group_due',
  check: 'certificates_list_group_check',
  valid: 'certificates_list_group_valid',
  renewed: 'certificates_list_group_renewed',
}

const Search = ({ filter, narrow, texts }: FilterProps) => (
  <div class="field search-field">
    <label for="list-search">{texts('certificates_list_search')}</label>
    <input
      id="list-search"
      type="search"
      autocomplete="off"
      aria-describedby="list-search-hint"
      value={filter.search}
      onInput={({ currentTarget }) => narrow({ search: currentTarget.value })}
    />
    <p id="list-search-hint" class="quiet">
      {texts('certificates_list_search_hint')}
    </p>
  </div>
)

const States = ({
  filter: { groups },
  narrow,
  counts,
  texts,
}: FilterProps & { counts: ReadonlyMap<StateGroup, number> }) => (
  <fieldset class="states">
    <legend>{texts('certificates_list_state')}</legend>
    {STATE_GROUPS.map((group) => (
      <Checkbox
        key={group}
        label={texts('certificates_list_counted', {
          name: texts(GROUPS[group]),
          count: String(counts.get(group) ?? 0),
        })}
        checked={groups.includes(group)}
        change={(checked) => narrow({ groups: checked ? [...groups, group] : groups.filter((one) => one !== group) })}
      />
    ))}
  </fieldset>
)

/** No value of a filter is called so: banks' ids are of letters and digits. */
const ANY = '*'

const KINDS: readonly ReportStore['kind'][] = ['token', 'computer']

const StoreKind = ({ filter: { store }, narrow, texts }: FilterProps) => (
  <SelectField
    label={texts('field_store')}
    value={store ?? ANY}
    options={[
      { value: ANY, label: texts('certificates_list_any') },
      ...KINDS.map((kind) => ({ value: kind, label: texts(STORE_KINDS[kind]) })),
    ]}
    change={(value) => narrow({ store: KINDS.find((kind) => kind === value) ?? null })}
  />
)

/** Names by id, in their order; nobody's last. */
const banksAmong = (all: readonly Listed[], texts: Texts): { value: string; label: string }[] => {
  const names = new Map(all.map((one) => [bankOf(one), one.entry.row.bank?.name[texts.language] ?? '']))
  const named = [...names].filter(([id]) => id !== NO_BANK)
  return [
    ...named
      .sort(([, a], [, b]) => (folded(a) < folded(b) ? -1 : 1))
      .map(([value, name]) => ({ value, label: visibleText(name) })),
    ...(names.has(NO_BANK) ? [{ value: NO_BANK, label: texts('certificates_list_no_bank') }] : []),
  ]
}

const Bank = ({ filter: { bank }, narrow, all, texts }: FilterProps & { all: readonly Listed[] }) => {
  const banks = useMemo(() => banksAmong(all, texts), [all, texts])
  if (banks.length < 2 && bank === null) return null
  return (
    <SelectField
      label={texts('field_bank')}
      value={bank ?? ANY}
      options={[{ value: ANY, label: texts('certificates_list_any') }, ...banks]}
      change={(value) => narrow({ bank: value === ANY ? null : value })}
    />
  )
}

/** Where the window is narrow there are no columns to press. */
const Order = ({ list: { view, change }, texts }: ToolbarProps) => (
  <div class="order">
    <SelectField
      label={texts('certificates_list_sort')}
      value={view.sort.by}
      options={SORT_KEYS.map((value) => ({ value, label: texts(COLUMNS[value]) }))}
      change={(by) => change({ sort: { ...view.sort, by } })}
    />
    <Checkbox
      label={texts('certificates_list_descending')}
      checked={view.sort.descending}
      change={(descending) => change({ sort: { ...view.sort, descending } })}
    />
  </div>
)

export const Toolbar = ({ list, texts }: ToolbarProps) => {
  const { view, change, all, found } = list
  const { filter, grouped } = view
  const narrow = (more: Partial<Filter>) => change({ filter: { ...filter, ...more } })
  const shared = { filter, narrow, texts }
  return (
    <search class="toolbar">
      <Search {...shared} />
      <States {...shared} counts={found.ofGroup} />
      <div class="selects">
        <StoreKind {...shared} />
        <Bank {...shared} all={all} />
        <Order list={list} texts={texts} />
        <Checkbox
          label={texts('certificates_list_by_id')}
          checked={grouped}
          change={(checked) => change({ grouped: checked })}
        />
      </div>
      {isFiltering(filter) && (
        <Button kind="secondary" press={() => change({ filter: NO_FILTER })}>
          {texts('certificates_list_clear')}
        </Button>
      )}
    </search>
  )
}
