import { afterAll, beforeAll, expect, test } from 'vitest'
import { hasCompiler } from '../fault-module/fault-module.ts'
import { writeFigures } from './figures.ts'
import { hostDeaths } from './host-deaths.ts'
import { moduleCrashes, moduleKills } from './module-deaths.ts'
import { RenewalParts } from './renewal-parts.ts'
import { storeWrites } from './store-writes.ts'
import { Tally } from './tally.ts'

/** The same accidents with the computer's own store, an NSS database, in the place of the token; then somebody comes back. */

let parts: RenewalParts
beforeAll(async () => {
  parts = await RenewalParts.prepare('computer')
})
afterAll(() => parts.clear())

test('wherever the host dies, nothing is lost and nothing is done twice', async () => {
  const tally = await Tally.of(await hostDeaths(parts))
  writeFigures('1c-store-host', { grid: 'Host killed, the computer’s own store', counts: tally.counts() })
  expect(tally.failures).toEqual([])
})

test.skipIf(!hasCompiler)(
  'wherever the process of the store dies, nothing is lost and nothing is done twice',
  async () => {
    const tally = await Tally.of([...moduleKills(parts), ...(await moduleCrashes(parts))])
    writeFigures('1d-store-process', { grid: 'Process of that store killed', counts: tally.counts() })
    expect(tally.failures).toEqual([])
  },
)

test.skipIf(!hasCompiler)(
  'at whichever write to the database its process dies, nothing is lost and nothing is done twice',
  async () => {
    const tally = await Tally.of(await storeWrites(parts))
    writeFigures('1e-store-writes', { grid: 'Process of that store killed at a write', counts: tally.counts() })
    expect(tally.failures).toEqual([])
  },
)
