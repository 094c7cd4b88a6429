import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeFigures } from './figures.ts'
import { hostDeaths } from './host-deaths.ts'
import { RenewalParts } from './renewal-parts.ts'
import { Tally } from './tally.ts'

/** The host killed at every call that changes a file, in every way in which that differs; then somebody comes back. */

let parts: RenewalParts
beforeAll(async () => {
  parts = await RenewalParts.prepare()
})
afterAll(() => parts.clear())

test('wherever the host dies, nothing is lost and nothing is done twice', async () => {
  const tally = await Tally.of(await hostDeaths(parts))
  writeFigures('1-kill-grid', { grid: 'Host killed', counts: tally.counts() })
  expect(tally.failures).toEqual([])
})
