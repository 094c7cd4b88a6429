import { afterAll, beforeAll, expect, test } from 'vitest'
import { Desk } from '../native-host/desk.ts'
import { BUNDLE } from '../native-host/host.ts'
import type { OldCertificate } from './customer.ts'
import { FailingToken, oldCertificate } from './failing-token.ts'
import { writeFigures } from './figures.ts'
import { type Cell, functionsUsed, runCell, USED, type Verdict, WAYS } from './return-codes.ts'

/** Every function that the host calls × every way of failing. */

/** They mostly wait, for a driver that hangs. */
const AT_ONCE = 6

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

const cells: Cell[] = USED.flatMap((call) => [...WAYS.keys()].map((way) => ({ call, way })))

const runAll = async (): Promise<[Cell, Verdict][]> => {
  const verdicts: [Cell, Verdict][] = []
  const waiting = [...cells]
  const work = async (token: FailingToken) => {
    for (let cell = waiting.shift(); cell !== undefined; cell = waiting.shift())
      verdicts.push([cell, await runCell(token, old, cell)])
  }
  await Promise.all(tokens.map(work))
  return verdicts
}

test('the functions are all that are called', async () => {
  const [token] = tokens
  if (token === undefined) throw new Error('no token')
  expect((await functionsUsed(token, old)).sort()).toEqual([...USED].sort())
})

test('a function that fails: typed errors in time, nothing lost, one key', async () => {
  const verdicts = await runAll()
  const sum = (of: (verdict: Verdict) => number) => verdicts.reduce((total, [, verdict]) => total + of(verdict), 0)
  const bad = {
    'untyped errors': sum(({ untyped }) => untyped),
    'answers after the deadline': sum(({ late }) => late),
    'host deaths': sum(({ hostDeaths }) => hostDeaths),
    'old certificates or keys changed': sum(({ oldChanged }) => oldChanged),
    'second keys': sum(({ secondKeys }) => secondKeys),
    'renewals that could not be finished': sum(({ unfinished, faults }) =>
      unfinished || faults.some((fault) => fault.startsWith('not finished')) ? 1 : 0,
    ),
    'log-ins beyond the PINs typed': sum(({ logInsBeyondPins }) => logInsBeyondPins),
  }
  const cellsWithError = sum(({ codes }) => (codes.length > 0 ? 1 : 0))
  writeFigures('2-return-codes', {
    grid: 'Return codes',
    counts: {
      cells: cells.length,
      functions: USED.length,
      'ways of failing': WAYS.size,
      'cells told as an error': cellsWithError,
      ...bad,
    },
  })
  const faults = verdicts.flatMap(([{ call, way }, verdict]) => {
    const { codes, faults: words, unfinished: _unfinished, ...counts } = verdict
    const isBad = words.length > 0 || Object.values(counts).some((count) => count !== 0)
    return isBad ? [`${call} ${way}: ${codes.join(' ')} ${JSON.stringify(counts)} ${words.join('; ')}`] : []
  })
  expect(faults).toEqual([])
})
