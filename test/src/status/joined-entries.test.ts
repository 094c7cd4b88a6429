import { describe, expect, it } from 'vitest'
import { type Holdings, NOTHING_LISTED } from '../../../src/renewal/holdings.ts'
import { holdingsOf } from '../../../src/renewal/holdings-of.ts'
import { joinedEntries } from '../../../src/status/joined-entries.ts'
import type { CertificateRow } from '../../../src/status/report.ts'
import { reportStore } from '../../../src/status/report-store.ts'
import type { OpenedReport } from '../../../src/status/reports/opened-report.ts'
import { withShortIds } from '../../../src/status/shortened.ts'
import { certificate, computer, token } from '../../screens/things.ts'
import { at, knowing } from '../reminder/examples.ts'
import { NOW } from './example-report.ts'
import { opened, rowWith, sha256Of } from './reports/examples.ts'

const PC_STORE: CertificateRow['store'] = { kind: 'computer', keeper: 'windows', label: 'Windows', serialTail: 'user' }
const inPc = (more: Partial<CertificateRow> = {}) => rowWith({ store: PC_STORE, ...more })

const joined = (reports: readonly OpenedReport[], here = NOTHING_LISTED, now = NOW) =>
  joinedEntries(here, reports, now).map(({ row, places }) => ({
    row,
    places,
    at: places.map(({ computer: name }) => name),
  }))
const only = (reports: readonly OpenedReport[], here = NOTHING_LISTED, now = NOW) => {
  const entries = joined(reports, here, now)
  expect(entries).toHaveLength(1)
  return entries[0] as (typeof entries)[number]
}

const shortened = ({ fileName, report }: OpenedReport): OpenedReport => ({ fileName, report: withShortIds(report) })

describe('one certificate in several reports', () => {
  it('is one line, with every place, the newest look first', () => {
    const reports = [
      opened('pc-1', '2026-11-18', [inPc({ key: 'unknown' })]),
      opened('pc-2', '2026-11-19', [inPc({ key: 'present' })]),
    ]
    const entry = only(reports)
    expect(entry.places).toEqual([
      { computer: 'pc-2', store: PC_STORE, key: 'present', uri: null, seenAt: '2026-11-19T03:00:00Z', stale: false },
      { computer: 'pc-1', store: PC_STORE, key: 'unknown', uri: null, seenAt: '2026-11-18T03:00:00Z', stale: false },
    ])
    expect(entry.row.key).toBe('present')
  })

  it('on a token is where that was seen last', () => {
    expect(only([opened('pc-1', '2026-11-18'), opened('pc-2', '2026-11-19')]).at).toEqual(['pc-2'])
  })

  it('is told by the newest look', () => {
    const reports = [
      opened('pc-1', '2026-11-19', [inPc({ bank: { id: 'new', name: { ja: '新', en: 'new' } } })]),
      opened('pc-2', '2026-11-18', [inPc({ bank: null })]),
    ]
    expect(only(reports).row.bank?.id).toBe('new')
  })

  it('has its IDs whole where any report has them, older or newer', () => {
    for (const [whole, short] of [
      ['2026-11-18', '2026-11-19'],
      ['2026-11-19', '2026-11-18'],
    ] as const) {
      const { row } = only([opened('pc-1', whole, [inPc()]), shortened(opened('pc-2', short, [inPc()]))])
      expect([row.corporateId, row.name]).toEqual(['1234567890', '1234567890'])
    }
    expect(only([shortened(opened('pc-1', '2026-11-19'))]).row.corporateId).toBe('…7890')
  })

  it('is of use as long as its key is anywhere', () => {
    const without = opened('pc-1', '2026-11-19', [inPc({ key: 'absent', state: 'without-key', needsRenewal: false })])
    const { row } = only([without, opened('pc-2', '2026-11-18', [inPc({ key: 'present' })])])
    expect(row).toMatchObject({ key: 'absent', state: 'renewable', needsRenewal: true })
    expect(only([without]).row).toMatchObject({ state: 'without-key', needsRenewal: false })
  })
})

describe('two reports of one computer', () => {
  it('are one: the newer, in whatever order they come', () => {
    const [old, young] = [
      opened('PC-1', '2026-11-18', [inPc({ sha256: sha256Of(1) })]),
      opened('pc-1', '2026-11-19', []),
    ]
    expect(joined([old, young])).toEqual([])
    expect(joined([young, old])).toEqual([])
    expect(only([old]).at).toEqual(['PC-1'])
  })
})

describe('a report from some days ago', () => {
  it('has today’s states and days left', () => {
    const entry = only([opened('pc-1', '2026-11-20')], NOTHING_LISTED, at('2026-12-01'))
    expect(entry.row).toMatchObject({ daysLeft: 9, state: 'ten-days' })
  })

  it('is stale after eight days', () => {
    const staleAt = (now: number) => only([opened('pc-1', '2026-11-12')], NOTHING_LISTED, now).places[0]?.stale
    expect(staleAt(at('2026-11-20', '12:00'))).toBe(false)
    expect(staleAt(at('2026-11-20', '12:01'))).toBe(true)
  })
})

describe('this computer', () => {
  const onToken = certificate({ sha256: sha256Of(1) })
  const inStore = certificate({ sha256: sha256Of(2), uri: `${computer().uri};id=%05;type=cert`, store: computer().uri })
  const stores = [token(), computer()]
  const here: Holdings = {
    ...NOTHING_LISTED,
    state: 'known',
    computer: 'Keiri-1',
    stores,
    certificates: holdingsOf(
      { stores, certificates: [onToken, inStore] },
      knowing({ certificates: [] }),
      new Set(),
      NOW,
    ),
  }
  const row = (number: number, store: ReturnType<typeof token>) =>
    rowWith({ sha256: sha256Of(number), store: reportStore(store), issuer: 'CN=of the report' })

  it('comes before every report, however new', () => {
    const entries = joined([opened('pc-2', '2026-11-21', [row(2, computer())])], here)
    expect(entries.map((entry) => entry.at)).toEqual([[null], [null, 'pc-2']])
    expect(entries.map((entry) => entry.row.issuer)).toEqual(['CN=Renshu Practice CA', 'CN=Renshu Practice CA'])
    expect(entries[1]?.places.map(({ uri }) => uri)).toEqual([inStore.uri, null])
  })

  it('knows better than a report of it what is in its stores now', () => {
    const entries = joined([opened('KEIRI-1', '2026-11-19', [row(2, computer()), row(3, computer())])], here)
    expect(entries.map((entry) => entry.at)).toEqual([[null], [null]])
  })

  it('is told by its report what a token holds that is away', () => {
    const away = token({ label: 'もう1本', serialNumber: '0000AAAA' })
    const entries = joined([opened('keiri-1', '2026-11-19', [row(3, away)])], here)
    expect(entries.map((entry) => entry.at)).toContainEqual(['keiri-1'])
  })

  it('has the token that another computer has reported before', () => {
    expect(joined([opened('pc-2', '2026-11-19', [row(1, token())])], here).map((entry) => entry.at)).toEqual([
      [null],
      [null],
    ])
  })
})

it('puts the one that ends first before the others', () => {
  const ends = ['2027-01-01T00:00:00Z', '2026-12-01T00:00:00Z', '2028-01-01T00:00:00Z']
  const rows = ends.map((end, index) => inPc({ end, sha256: sha256Of(index) }))
  expect(joined([opened('pc-1', '2026-11-19', rows)]).map((entry) => entry.row.end)).toEqual(ends.toSorted())
})

it('takes names of objects’ own members for names', () => {
  const names = ['__proto__', 'constructor', 'toString']
  const reports = names.map((name) => opened(name, '2026-11-19', [inPc()]))
  expect(only(reports).at.toSorted()).toEqual(names.map((name) => name).toSorted())
})
