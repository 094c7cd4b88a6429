import { KoshinError } from '../../src/protocol/errors.ts'
import { comeBack, type Outcome } from './accident.ts'
import type { Mood } from './customer.ts'
import { type FileCall, fileCalls, type How, watchedHost, waysAt } from './kill-at.ts'
import type { Begun, Part, RenewalParts } from './renewal-parts.ts'
import type { Cell } from './tally.ts'

/** The host dies at a file call of a part of a renewal. */

/** Before a call is where the call before it was over: whoever gives up does so there, whoever goes on does so after it. */
const MOODS: Record<How, Mood> = {
  before: 'gives up',
  after: 'presses again',
  lost: 'goes on',
  torn: 'goes on',
  unnamed: 'goes on',
}

/** The file calls of a part that goes well. */
export const callsOf = async (parts: RenewalParts, part: Part): Promise<FileCall[]> => {
  const begun = parts.begin(part)
  try {
    await parts.carryOut(part, begun, await watchedHost(begun.desk))
    return fileCalls(begun.desk)
  } finally {
    await begun.desk.clear()
  }
}

const unlessEnded = (error: unknown): void => {
  if (error instanceof KoshinError) throw error
}

const die = async (parts: RenewalParts, part: Part, begun: Begun, at: number, how: How): Promise<void> => {
  const host = await watchedHost(begun.desk, at, how)
  await parts.carryOut(part, begun, host).catch(unlessEnded)
  if ((await host.exited).signal !== 'SIGKILL') throw new Error('the host did not come to this call')
}

/** A desk whose host has died right after a file call; to be cleared by who asked for it. */
export const stoppedAfter = async (parts: RenewalParts, part: Part, { number }: FileCall): Promise<Begun> => {
  const begun = parts.begin(part)
  await die(parts, part, begun, number, 'after')
  return begun
}

const run = async (parts: RenewalParts, part: Part, at: number, how: How): Promise<Outcome> => {
  const begun = parts.begin(part)
  try {
    await die(parts, part, begun, at, how)
    return await comeBack(begun, MOODS[how])
  } finally {
    await begun.desk.clear()
  }
}

const cellsAt = (parts: RenewalParts, part: Part, call: FileCall): Cell[] =>
  waysAt(call).map((how) => ({
    name: `${part} ${call.number} ${how} ${call.call} ${call.place.replace(/[0-9a-f]{32}/, '…')}`,
    run: () => run(parts, part, call.number, how),
  }))

const isOfJournal = ({ place }: FileCall): boolean => place.startsWith('enrolments')

/** One cell for every file call of every part and every way in which it differs to die there. */
export const hostDeaths = async (parts: RenewalParts): Promise<Cell[]> => {
  const cells = (part: Part, calls: readonly FileCall[]) => calls.flatMap((call) => cellsAt(parts, part, call))
  const request = await callsOf(parts, 'request')
  // Its request has been tried by itself, and what the power takes from its answer too.
  const isRest = ({ number }: FileCall) => number > 1 + request.findLastIndex(isOfJournal)
  const atOnce = (await callsOf(parts, 'answer at once')).filter(isRest)
  const withPower = atOnce.map((call) => ({ ...call, bytes: 0, names: 0 }))
  return [
    ...cells('request', request),
    ...cells('answer', await callsOf(parts, 'answer')),
    ...cells('answer at once', withPower),
    ...cells('discard', await callsOf(parts, 'discard')),
  ]
}
