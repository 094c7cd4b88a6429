import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Desk } from '../native-host/desk.ts'
import { BUNDLE, type Host } from '../native-host/host.ts'

/** The host's own death, at one of the calls that it changes files with. What each way means stands in kill-at.cjs. */

export type How = 'before' | 'after' | 'lost' | 'torn' | 'unnamed'

export interface FileCall {
  readonly number: number
  readonly call: string
  /** Path below the state folder. */
  readonly place: string
  /** How many files and names a power cut would still take when the call has returned. */
  readonly bytes: number
  readonly names: number
}

type Line = readonly [number, string, string, number, number]

/** A host (the bundle: its calls are the ones that people run) that writes its file calls down, and dies at one of them. */
export const watchedHost = (desk: Desk, at: number | null = null, how: How = 'before'): Promise<Host> => {
  const plan = desk.tools.path('kill-at.json')
  const list = listOf(desk)
  rmSync(list, { force: true })
  writeFileSync(plan, JSON.stringify({ state: desk.tools.path('state/koshin'), list, at, how }))
  return desk.host({ KOSHIN_KILL_AT: plan }, ['--require', resolve('test/faults/kill-at.cjs'), ...BUNDLE])
}

const listOf = (desk: Desk): string => desk.tools.path('file-calls')

export const fileCalls = (desk: Desk): FileCall[] =>
  (existsSync(listOf(desk)) ? readFileSync(listOf(desk), 'utf8') : '')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [number, call, place, bytes, names] = JSON.parse(line) as Line
      return { number, call, place, bytes, names }
    })

/** The ways in which it differs to die at this call. */
export const waysAt = ({ bytes, names }: FileCall): How[] => [
  'before',
  'after',
  ...(bytes > 0 ? (['lost', 'torn'] as const) : []),
  ...(names > 0 ? (['unnamed'] as const) : []),
]
