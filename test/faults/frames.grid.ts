import { afterAll, beforeAll, expect, test } from 'vitest'
import { Desk } from '../native-host/desk.ts'
import { writeFigures } from './figures.ts'
import { judgeByHost, judgeFatal, judgeInProcess, type Verdicts } from './judge-frames.ts'
import { median, residentMemory } from './resident-memory.ts'

/** Malformed frames by the hundred thousand: none is carried out, each has a typed error, and the host stays as small as it was. */

const SEED = 20260404
const IN_PROCESS = 201_000
const BY_HOST = 20_000
const FATAL = 40
/** MiB between the quarter after the first and the last: what a garbage collector leaves lying for a while. */
const STEADY = 8

let desk: Desk
beforeAll(() => {
  desk = new Desk()
  desk.configure({ modules: [] })
})
afterAll(() => desk.clear())

const answers = ({ codes }: Verdicts): string => [...codes].map(([code, count]) => `${code} ${count}`).join(', ')

test('none is taken for a request', async () => {
  process.stdout.write(`seed ${SEED}\n`)
  const decoded = judgeInProcess(SEED, IN_PROCESS)

  const host = await desk.host()
  const resident: number[] = []
  const heard = await judgeByHost(host, SEED, BY_HOST, () => resident.push(residentMemory(host.child.pid ?? 0)))
  const { enrolments } = await host.request('enrolment.list', {})
  const quarter = resident.length / 4
  const before = median(resident.slice(quarter, 2 * quarter))
  const after = median(resident.slice(3 * quarter))

  const fatal = await judgeFatal(() => desk.host(), SEED, FATAL)
  const all = [decoded, heard, fatal]
  const wrong = all.flatMap((one) => one.wrong)

  writeFigures('4-frames', {
    grid: 'Frames',
    counts: {
      'malformed frames': all.reduce((sum, { count }) => sum + count, 0),
      'of them through the host, over stdio': heard.count + fatal.count,
      'crashes, or answers that are not typed errors': wrong.length,
      'answers of the host': answers(heard),
      'resident memory of the host, second quarter → last, MiB (median of VmRSS after every 100 frames)': `${before.toFixed(0)} → ${after.toFixed(0)}`,
      'most that it was, MiB': Math.round(Math.max(...resident)),
      seed: SEED,
    },
  })
  expect(wrong).toEqual([])
  expect(enrolments).toEqual([])
  expect(after - before).toBeLessThan(STEADY)
})
