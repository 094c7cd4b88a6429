import { afterAll, beforeAll, expect, test } from 'vitest'
import { hasCompiler } from '../fault-module/fault-module.ts'
import { writeFigures } from './figures.ts'
import { moduleCrashes, moduleKills } from './module-deaths.ts'
import { RenewalParts } from './renewal-parts.ts'
import { Tally } from './tally.ts'

/** The process of the driver killed in every verb, and crashing before and after its calls; then somebody comes back. */

let parts: RenewalParts
beforeAll(async () => {
  parts = await RenewalParts.prepare()
})
afterAll(() => parts.clear())

test.skipIf(!hasCompiler)(
  'wherever the process of the driver dies, nothing is lost and nothing is done twice',
  async () => {
    const tally = await Tally.of([...moduleKills(parts), ...(await moduleCrashes(parts))])
    writeFigures('1b-module-kills', { grid: 'Driver killed', counts: tally.counts() })
    expect(tally.failures).toEqual([])
  },
)
