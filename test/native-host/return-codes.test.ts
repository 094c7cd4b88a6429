import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasCompiler } from '../fault-module/fault-module.ts'
import type { OldCertificate } from '../faults/customer.ts'
import { FailingToken, oldCertificate } from '../faults/failing-token.ts'
import { type Cell, functionsUsed, runCell, USED } from '../faults/return-codes.ts'
import { Desk } from './desk.ts'
import { BUNDLE } from './host.ts'

/** A sample of the grid of test/faults/return-codes.grid.ts: each function of the driver fails in three ways. */

const WAYS = ['CKR_DEVICE_REMOVED', '0x80000001', 'lie']
const AT_ONCE = 6

describe.skipIf(!hasCompiler)('a driver that fails all through a renewal (needs gcc)', () => {
  let fresh: Desk
  let old: OldCertificate
  const tokens: FailingToken[] = []
  beforeAll(async () => {
    fresh = Desk.ready()
    old = await oldCertificate(fresh, BUNDLE)
    for (let at = 0; at < AT_ONCE; at++) tokens.push(new FailingToken(fresh, BUNDLE))
  })
  afterAll(async () => {
    for (const token of tokens) await token.clear()
    await fresh.clear()
  })

  test('no function is called that the grid does not have', async () => {
    const [token] = tokens
    if (token === undefined) throw new Error('no token')
    expect((await functionsUsed(token, old)).sort()).toEqual([...USED].sort())
  })

  test('is told in time by codes of the table, and once it is mended the renewal is finished with one key', async () => {
    const waiting: Cell[] = USED.flatMap((call) => WAYS.map((way) => ({ call, way })))
    const bad: string[] = []
    const work = async (token: FailingToken) => {
      for (let cell = waiting.shift(); cell !== undefined; cell = waiting.shift()) {
        const { codes: _codes, faults, ...counts } = await runCell(token, old, cell)
        if (faults.length > 0 || Object.values(counts).some((count) => count !== 0))
          bad.push(`${cell.call} ${cell.way}: ${JSON.stringify(counts)} ${faults.join('; ')}`)
      }
    }
    await Promise.all(tokens.map(work))
    expect(bad).toEqual([])
  }, 120_000)
})
