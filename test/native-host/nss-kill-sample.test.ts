import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasCompiler } from '../fault-module/fault-module.ts'
import { hostDeaths } from '../faults/host-deaths.ts'
import { moduleCrashes } from '../faults/module-deaths.ts'
import { RenewalParts } from '../faults/renewal-parts.ts'
import { storeWrites } from '../faults/store-writes.ts'
import { type Cell, Tally } from '../faults/tally.ts'

/** Some cells of the grids of test/faults with the computer's own store, an NSS database, in the place of the token. */

const LIMIT_MS = 180_000

let parts: RenewalParts
beforeAll(async () => {
  parts = await RenewalParts.prepare('computer')
})
afterAll(() => parts.clear())

const everyNth = (cells: readonly Cell[], nth: number): Cell[] => cells.filter((_, at) => at % nth === nth - 1)

test(
  'wherever the host dies, nothing is lost and nothing is done twice',
  async () => {
    const cells = await hostDeaths(parts)
    expect(cells.length).toBeGreaterThan(300)
    const tally = await Tally.of(everyNth(cells, 62))
    expect(tally.failures).toEqual([])
    expect(tally.ended('resumed')).toBeGreaterThan(0)
  },
  LIMIT_MS,
)

describe.skipIf(!hasCompiler)('(needs gcc)', () => {
  test(
    'wherever the process of the store dies, nothing is lost and nothing is done twice',
    async () => {
      const tally = await Tally.of(everyNth(await moduleCrashes(parts), 30))
      expect(tally.failures).toEqual([])
      expect(tally.ended('resumed')).toBeGreaterThan(0)
    },
    LIMIT_MS,
  )

  test(
    'at whichever write to the database its process dies, nothing is lost and nothing is done twice',
    async () => {
      const cells = await storeWrites(parts)
      expect(cells.length).toBeGreaterThan(300)
      const tally = await Tally.of(everyNth(cells, 40))
      expect(tally.failures).toEqual([])
      expect(tally.ended('resumed')).toBeGreaterThan(0)
      expect(tally.ended('discarded')).toBeGreaterThan(0)
    },
    LIMIT_MS,
  )
})
