import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

/** docs/faults.md names for every fault the test that shows it: this holds the page to them. */

/** How many faults each group has. */
const GROUPS = { B: 7, H: 8, T: 23, M: 6, C: 16, N: 7, J: 8, X: 5, P: 4, A: 11 }
const FAULTS = Object.entries(GROUPS).flatMap(([group, count]) =>
  Array.from({ length: count }, (_, at) => `${group}${at + 1}`),
)

const EXCUSES = ['Cannot happen: ', 'Cannot be prevented: ', 'Not run here: ']

const rows = readFileSync('docs/faults.md', 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [, id, , , proof] = line.split(/(?<!\\)\|/).map((cell) => cell.trim())
    return id && /^[A-Z]\d+$/.test(id) ? [{ id, proof: proof ?? '' }] : []
  })

/** What is wrong with one proof, as a sentence; null: nothing. */
const objection = (proof: string): string | null => {
  if (EXCUSES.some((excuse) => proof.startsWith(excuse) && proof.length > excuse.length + 20)) return null
  const [, file, title] = /^(test\/[\w./-]+\.(?:ts|json)): (.+)$/.exec(proof) ?? []
  if (file === undefined || title === undefined) return `names no test: ${proof}`
  if (!existsSync(file)) return `${file} is not there`
  return readFileSync(file, 'utf8').includes(title) ? null : `${file} has no “${title}”`
}

describe('docs/faults.md', () => {
  it('has every fault once, in order', () => {
    expect(FAULTS).toHaveLength(95)
    expect(rows.map(({ id }) => id)).toEqual(FAULTS)
  })

  it.each(rows)('$id is shown by tests that are there, or says why not', ({ proof }) => {
    expect(proof.split('<br>').flatMap((one) => objection(one) ?? [])).toEqual([])
  })
})
