import { expect, it } from 'vitest'
import { reportedComputers } from '../../../../src/status/reports/reported-computers.ts'
import { enrolmentOf } from '../../reminder/examples.ts'
import { NOW, reportWith, USB } from '../example-report.ts'
import { opened } from './examples.ts'

const pending = (stuck: boolean) =>
  reportWith({ enrolments: [enrolmentOf('1234567890', { state: 'requested' })] }).enrolments.map((one) => ({
    ...one,
    stuck,
  }))
const failedStores = [{ name: 'eToken.dll', reason: 'module-crashed' }]

const named = (...reports: Parameters<typeof reportedComputers>[0]) =>
  reportedComputers(reports, NOW).map(({ computer }) => computer)

it('tells the stale ones first, then where something is not right, then by name', () => {
  expect(
    named(
      opened('pc-10', '2026-11-20'),
      opened('pc-2', '2026-11-20'),
      opened('under-way', '2026-11-20', [], { enrolments: pending(false) }),
      opened('failed', '2026-11-20', [], { failedStores }),
      opened('stuck', '2026-11-20', [], { enrolments: pending(true) }),
      opened('stale', '2026-11-01'),
    ),
  ).toEqual(['stale', 'failed', 'stuck', 'under-way', 'pc-2', 'pc-10'])
})

it('tells each computer once, by its newest report, with what is not right there', () => {
  const strayKeys = [
    { store: USB, count: 2 },
    { store: { ...USB, label: 'B' }, count: 1 },
  ]
  const young = opened('PC-1', '2026-11-20', undefined, { failedStores, strayKeys, unreadableRecords: 4 })
  expect(reportedComputers([opened('pc-1', '2026-11-19', []), young], NOW)).toEqual([
    {
      computer: 'PC-1',
      generatedAt: '2026-11-20T03:00:00Z',
      idsShortened: false,
      stale: false,
      certificates: 1,
      pending: [],
      strayKeys: 3,
      unreadableRecords: 4,
      failedStores,
    },
  ])
})
