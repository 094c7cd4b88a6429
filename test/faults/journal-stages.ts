import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { callsOf, stoppedAfter } from './host-deaths.ts'
import type { FileCall } from './kill-at.ts'
import type { Begun, Part, RenewalParts } from './renewal-parts.ts'

/** The journal of one renewal at every state that it comes through, as the host leaves it on the disk. */
export interface Stage extends Begun {
  /** `requested` is there twice, without and with the bank's answer beside it. */
  readonly name: string
  /** Those that are read again: name → bytes. The room that is set aside holds nothing. */
  readonly files: ReadonlyMap<string, Buffer>
}

const filesOf = (folder: string): Map<string, Buffer> =>
  new Map(
    readdirSync(folder)
      .filter((name) => !name.endsWith('.reserve'))
      .map((name) => [name, readFileSync(join(folder, name))]),
  )

/** A record, or an answer, has its name: the folder is synced next. */
const isInPlace = ({ call, place }: FileCall): boolean => call === 'renameSync' && /\.(?:json|answer)$/.test(place)

const stageOf = async (parts: RenewalParts, part: Part, call: FileCall): Promise<Stage> => {
  const begun = await stoppedAfter(parts, part, call)
  const files = filesOf(begun.desk.journal)
  const record = [...files].find(([name]) => name.endsWith('.json'))?.[1].toString() ?? ''
  const state = /"state": *"([a-z-]+)"/.exec(record)?.[1] ?? 'none'
  return { ...begun, name: call.place.endsWith('.answer') ? `${state}, answered` : state, files }
}

export const journalStages = async (parts: RenewalParts): Promise<Stage[]> => {
  const stages: Stage[] = []
  for (const part of ['answer at once', 'discard'] as const)
    for (const call of await callsOf(parts, part)) if (isInPlace(call)) stages.push(await stageOf(parts, part, call))
  return stages
}
