import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Desk } from '../native-host/desk.ts'
import { BUNDLE, type Host } from '../native-host/host.ts'
import type { Ending, Mood } from './customer.ts'
import type { Begun } from './renewal-parts.ts'
import type { Witness } from './witness.ts'

/** What is counted of one accident: everything but the ending is to be nothing. */
export interface Outcome {
  readonly ending: Ending
  /** Objects of before that are gone or changed. */
  readonly oldChanged: number
  /** Keys on the token that no enrolment in the list is for, seen when the host was back. */
  readonly orphans: number
  /** Keys beyond the one of the enrolment (beyond none, where it was discarded), at the end. */
  readonly secondKeys: number
  readonly secondSubmissions: number
  /** Files in the journal that belong to nothing any more. */
  readonly left: readonly string[]
}

const filesOf = (desk: Desk): string[] => (existsSync(desk.journal) ? readdirSync(desk.journal) : [])

/** CKA_IDs that the journal has records for, of those enrolments that the host lists. */
const listedKeyIds = async (desk: Desk, host: Host): Promise<string[]> => {
  const { enrolments } = await host.request('enrolment.list', {})
  return enrolments.flatMap(({ id }) =>
    filesOf(desk)
      .filter((name) => name === `${id}.json` || name === `${id}.copy`)
      .flatMap((name) => /"keyId": *"([0-9a-f]+)"/.exec(readFileSync(join(desk.journal, name), 'utf8'))?.[1] ?? []),
  )
}

const orphansOf = async (desk: Desk, host: Host, witness: Witness): Promise<number> => {
  const made = witness.made()
  const known = new Set(await listedKeyIds(desk, host))
  const ids = new Set([...made['Private Key'], ...made['Public Key']])
  const { strayKeys } = await host.request('certificate.list', { store: null })
  return Math.max(strayKeys, [...ids].filter((id) => !known.has(id)).length)
}

/** `damaged` is where records are put that could not be read. */
const LASTING = /^(?:damaged|[0-9a-f]{32}\.(?:json|copy|\d+\.answer))$/

/** @throws where the token does not hold what the ending says */
const requireTruth = (ending: Ending, made: ReturnType<Witness['made']>): void => {
  const wanted = ending === 'discarded' ? 0 : 1
  const counts = Object.entries(made).filter(([, ids]) => ids.length !== wanted)
  const isOneId = new Set(Object.values(made).flat()).size === wanted
  // More keys than wanted are counted, not thrown.
  const isShort = Object.values(made).some((ids) => ids.length < wanted)
  if (isShort || (counts.length === 0 && !isOneId))
    throw new Error(`${ending}, but on the token: ${JSON.stringify(made)}`)
}

/** Starts the host again, lets the customer come back, and counts. @throws where that cannot be brought to a good end */
export const comeBack = async ({ desk, customer, witness }: Begun, mood: Mood): Promise<Outcome> => {
  desk.timePasses()
  const host = await desk.host({}, BUNDLE)
  const orphans = await orphansOf(desk, host, witness)
  const ending = await customer.returns(host, mood)
  await host.close()
  const made = witness.made()
  requireTruth(ending, made)
  return {
    ending,
    oldChanged: witness.changed,
    orphans,
    secondKeys: made['Private Key'].length - (ending === 'discarded' ? 0 : 1),
    secondSubmissions: Math.max(0, customer.bank.submissions - 1),
    left: filesOf(desk).filter((name) => !LASTING.test(name)),
  }
}
