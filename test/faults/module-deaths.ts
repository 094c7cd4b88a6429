import { existsSync, readFileSync } from 'node:fs'
import { findNssLibrary } from '../../native-host/os-store/nss/nss-library.ts'
import { KoshinError } from '../../src/protocol/errors.ts'
import { FaultModule, type Rule } from '../fault-module/fault-module.ts'
import type { Desk } from '../native-host/desk.ts'
import { BUNDLE, type Host } from '../native-host/host.ts'
import { comeBack, type Outcome } from './accident.ts'
import type { Mood } from './customer.ts'
import type { Part, RenewalParts } from './renewal-parts.ts'
import type { Cell } from './tally.ts'

/** The process that the driver runs in dies in a call; the host lives, says so, and is closed. Then somebody comes back. */

/** All calls of these are tried; of the others, which only look, some. */
const CHANGING = [
  'C_Login',
  'C_GenerateKeyPair',
  'C_SignInit',
  'C_Sign',
  'C_CreateObject',
  'C_DestroyObject',
  'C_Logout',
]
const SAMPLE = 4

const PARTS: readonly Part[] = ['answer at once', 'discard']

type Meanwhile = (host: Host, fault: FaultModule) => Promise<void>

const nothing: Meanwhile = async () => {}

/** A module between the host and what keeps the keys. */
const inFrontOf = ({ store }: RenewalParts, desk: Desk): FaultModule => {
  const fault = store === 'token' ? FaultModule.build() : FaultModule.build(findNssLibrary() ?? '')
  desk.configure(store === 'token' ? { modules: [fault.path] } : { modules: [], nss: { library: fault.path } })
  return fault
}

const unlessTyped = (error: unknown): void => {
  if (!(error instanceof KoshinError)) throw error
}

const run = async (
  parts: RenewalParts,
  part: Part,
  mood: Mood,
  rule: Rule,
  meanwhile: Meanwhile = nothing,
): Promise<Outcome> => {
  const begun = parts.begin(part)
  const fault = inFrontOf(parts, begun.desk)
  try {
    fault.tell(rule)
    const host = await begun.desk.host({}, BUNDLE)
    await Promise.all([parts.carryOut(part, begun, host).catch(unlessTyped), meanwhile(host, fault)])
    await host.close()
    fault.clear()
    return await comeBack(begun, mood)
  } finally {
    fault.remove()
    await begun.desk.clear()
  }
}

/** How often each function is called in a part that goes well. */
const callsOf = async (parts: RenewalParts, part: Part): Promise<ReadonlyMap<string, number>> => {
  const begun = parts.begin(part)
  const fault = inFrontOf(parts, begun.desk)
  try {
    await parts.carryOut(part, begun, await begun.desk.host({}, BUNDLE))
    return fault.calls()
  } finally {
    fault.remove()
    await begun.desk.clear()
  }
}

const numbersOf = (call: string, count: number): number[] => {
  const all = Array.from({ length: count }, (_, at) => at + 1)
  if (CHANGING.includes(call) || count <= SAMPLE) return all
  return Array.from({ length: SAMPLE }, (_, at) => 1 + Math.round((at * (count - 1)) / (SAMPLE - 1)))
}

/** One cell for each call, dying before it and after it. */
export const moduleCrashes = async (parts: RenewalParts): Promise<Cell[]> => {
  const cells: Cell[] = []
  for (const part of PARTS)
    for (const [call, count] of await callsOf(parts, part))
      for (const nth of numbersOf(call, count))
        cells.push(
          { name: `${part} crash ${call} ${nth}`, run: () => run(parts, part, 'goes on', { call, nth, do: 'crash' }) },
          {
            name: `${part} crash-after ${call} ${nth}`,
            run: () => run(parts, part, 'presses again', { call, nth, do: 'crash-after' }),
          },
        )
  return cells
}

/** The call that is most of what a verb does, and which of these calls it is. */
const VERBS: readonly [verb: string, part: Part, call: string, nth: number][] = [
  ['load', 'answer at once', 'C_Initialize', 1],
  ['list-tokens', 'answer at once', 'C_GetTokenInfo', 1],
  ['list-certificates', 'answer at once', 'C_FindObjectsInit', 1],
  ['log-in', 'answer at once', 'C_Login', 1],
  ['make-key', 'answer at once', 'C_GenerateKeyPair', 1],
  ['sign-request', 'answer at once', 'C_Sign', 1],
  ['write-certificate', 'answer at once', 'C_CreateObject', 1],
  ['prove', 'answer at once', 'C_Sign', 2],
  ['log-out', 'answer at once', 'C_Logout', 1],
  ['remove-key', 'discard', 'C_DestroyObject', 1],
  ['remove-key, half', 'discard', 'C_DestroyObject', 2],
]
const CALL_MS = 3000

const childrenOf = (pid: number): number[] => {
  const file = `/proc/${pid}/task/${pid}/children`
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split(' ').map(Number) : []
}

const isModuleProcess = (pid: number): boolean => {
  const file = `/proc/${pid}/cmdline`
  return existsSync(file) && readFileSync(file, 'utf8').includes('pkcs11-process')
}

const killDuring =
  (call: string, nth: number): Meanwhile =>
  async ({ child }, fault) => {
    for (const start = Date.now(); (fault.calls().get(call) ?? 0) < nth; ) {
      if (Date.now() - start > 10 * CALL_MS) throw new Error(`${call} was not called`)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    for (const pid of childrenOf(child.pid ?? 0).filter(isModuleProcess)) process.kill(pid, 'SIGKILL')
  }

/** One cell for each verb: killed from outside in the middle of it. The computer's own store here has no password to log in with. */
export const moduleKills = (parts: RenewalParts): Cell[] =>
  VERBS.filter(([verb]) => verb !== 'log-in' || parts.store === 'token').map(([verb, part, call, nth]) => ({
    name: `${part} killed in ${verb}`,
    run: () => run(parts, part, 'goes on', { call, nth, do: { sleep: CALL_MS } }, killDuring(call, nth)),
  }))
