import { describe, expect, it } from 'vitest'
import { lineByKey } from '../../../../src/status/list/line-by-key.ts'
import { groupedLines, keyOfLine, type Line, plainLines } from '../../../../src/status/list/lines.ts'
import { entry, listed } from './example.ts'

/** `company 100 (2)`, `holder 1 (1)`, `certificate a` */
const told = (line: Line): string => {
  if (line.kind === 'certificate') return `certificate ${line.entry.row.name}`
  const id = line.kind === 'company' ? line.corporateId : line.userId
  return `${line.kind} ${id} (${line.certificates})`
}

const all = listed(
  entry({ name: 'user', corporateId: '100', userId: '1' }),
  entry({ name: 'strange', corporateId: null, bank: null }),
  entry({ name: 'elsewhere', corporateId: '100', bank: { id: 'keiko', name: { ja: 'けいこ銀行', en: 'Keiko' } } }),
  entry({ name: 'administrator', corporateId: '1-00' }),
  entry({ name: 'renewed', corporateId: '１００', userId: '１' }),
)

describe('a list that is grouped by ID', () => {
  const lines = groupedLines(all)

  it('has companies, their IDs and the certificates of each, in the order of their first ones', () => {
    expect(lines.map(told)).toEqual([
      'company 100 (3)',
      'holder 1 (2)',
      'certificate user',
      'certificate renewed',
      'holder null (1)',
      'certificate administrator',
      'company null (1)',
      'certificate strange',
      'company 100 (1)',
      'holder null (1)',
      'certificate elsewhere',
    ])
  })

  it('has no two lines of one name', () => {
    expect(new Set(lines.map(keyOfLine)).size).toBe(lines.length)
  })
})

describe('keys', () => {
  const lines = groupedLines(all)
  const first = 2

  it.each([
    ['ArrowDown', first, 3],
    ['ArrowDown', 3, 5],
    ['ArrowUp', 5, 3],
    ['Home', 10, first],
    ['End', first, 10],
    ['PageDown', first, 7],
    ['PageUp', 10, 5],
  ])('%s on line %i leads to line %i: over group lines, which cannot be pressed', (key, at, expected) => {
    expect(lineByKey(lines, at, key, 4)).toBe(expected)
  })

  it('stay at the ends', () => {
    expect(lineByKey(lines, 10, 'ArrowDown', 4)).toBe(10)
    expect(lineByKey(lines, first, 'ArrowUp', 4)).toBe(first)
    expect(lineByKey(lines, first, 'PageUp', 100)).toBe(first)
  })

  it('that mean something else lead nowhere', () => {
    expect(lineByKey(lines, first, 'Enter', 4)).toBeNull()
    expect(lineByKey(plainLines([]), -1, 'x', 4)).toBeNull()
  })
})
