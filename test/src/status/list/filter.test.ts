import { describe, expect, it } from 'vitest'
import { CERTIFICATE_STATES } from '../../../../src/status/certificate-state.ts'
import { type Filter, found, isFiltering, NO_BANK, NO_FILTER } from '../../../../src/status/list/filter.ts'
import type { Listed } from '../../../../src/status/list/listed.ts'
import { STATE_GROUPS, stateGroupOf } from '../../../../src/status/list/state-group.ts'
import { OVERDUE } from '../../../../src/status/list/timeline.ts'
import { entry, listed, names } from './example.ts'

const inComputer = { kind: 'computer', keeper: 'nss-firefox', label: 'default', serialTail: '' } as const

const user = entry({ name: 'user', userId: '0000000007', state: 'ten-days', lastDay: '2026-11-25' })
const over = entry({ name: 'over', corporateId: '999', state: 'expired', lastDay: '2026-11-01' })
const other = entry({
  name: 'other',
  corporateId: null,
  bank: null,
  store: inComputer,
  state: 'valid',
  serialNumber: 'ABCD',
})
const copied = entry({ name: 'copied', state: 'renewed', needsRenewal: false }, [
  {},
  { store: inComputer, computer: 'ＰＣ－０１２' },
])
const all = listed(user, over, other, copied)

const shown = (filter: Partial<Filter>, among: readonly Listed[] = all): string[] =>
  names(found(among, { ...NO_FILTER, ...filter }).listed)

describe('a search', () => {
  it.each([
    ['the bank, in katakana', 'レンシュウ', ['user', 'over', 'copied']],
    ['the bank in the other language', 'renshu shinkin', ['user', 'over', 'copied']],
    ['an ID with separators', '00-0000-0007', ['user']],
    ['an ID in full width', '９９９', ['over']],
    ['a serial number as it is shown', 'ab:cd', ['other']],
    ["a token's label", 'けいり3', ['user', 'over', 'copied']],
    ['a computer among the places', 'pc-012', ['copied']],
    ['words that are all there', 'れんしゅう 999', ['over']],
    ['words of which one is not there', 'れんしゅう 998', []],
  ])('finds %s', (_what, search, expected) => {
    expect(shown({ search })).toEqual(expected)
  })

  it('never finds a word across two of them', () => {
    // The end of the company's ID and the beginning of the user's.
    expect(shown({ search: '78900000000007' })).toEqual([])
  })
})

describe('a filter', () => {
  it('of states takes any of those that are asked for', () => {
    expect(shown({ groups: ['expired', 'due'] })).toEqual(['user', 'over'])
  })

  it('of a kind of store looks at every place', () => {
    expect(shown({ store: 'computer' })).toEqual(['other', 'copied'])
  })

  it('of a bank, and of none', () => {
    expect(shown({ bank: 'renshu-shinkin' })).toEqual(['user', 'over', 'copied'])
    expect(shown({ bank: NO_BANK })).toEqual(['other'])
  })

  it('of a month leaves out what nobody has to renew', () => {
    expect(shown({ expiry: '2026-11' })).toEqual(['user'])
    expect(shown({ expiry: '2026-12' })).toEqual(['other'])
    expect(shown({ expiry: OVERDUE })).toEqual(['over'])
  })

  it('and another one have both to hold', () => {
    expect(shown({ store: 'token', groups: ['renewed'], search: '1234567890' })).toEqual(['copied'])
  })

  it('is one as soon as it leaves something out', () => {
    expect(isFiltering(NO_FILTER)).toBe(false)
    expect(isFiltering({ ...NO_FILTER, search: ' - ' })).toBe(false)
    expect(isFiltering({ ...NO_FILTER, bank: NO_BANK })).toBe(true)
  })
})

describe('counts', () => {
  it('of states are those that would be seen, whatever states are asked for', () => {
    const { ofGroup } = found(all, { ...NO_FILTER, groups: ['expired'], store: 'token' })
    expect(Object.fromEntries(ofGroup)).toEqual({ due: 1, expired: 1, renewed: 1 })
  })

  it('of states are those of the month that is asked for', () => {
    const { ofGroup } = found(all, { ...NO_FILTER, expiry: '2026-12' })
    expect(Object.fromEntries(ofGroup)).toEqual({ valid: 1 })
  })

  it('of months are those that would be seen, whatever month is asked for', () => {
    const { ofExpiry } = found(all, { ...NO_FILTER, expiry: '2026-11' })
    expect(Object.fromEntries(ofExpiry)).toEqual({ '2026-11': 1, '2026-12': 1, overdue: 1 })
  })
})

it('every state is in a group that can be asked for', () => {
  expect(new Set(CERTIFICATE_STATES.map((state) => stateGroupOf({ state })))).toEqual(new Set(STATE_GROUPS))
})
