import * as v from 'valibot'
import type { Refusal } from '../bank/accept-profile.ts'
import { placeOf, problem } from '../bank/profile-problem.ts'
import { problemOf } from '../bank/schema-problems.ts'
import { STORE_KINDS } from '../protocol/schema.ts'
import { NO_RULES, type Rules } from './rules.ts'

/** Takes a policy as a browser hands it over. Each value stands for itself: a broken one is left out and named, the others count. */

/** A value that is not used: where it stands in the policy, and why. */
export interface RefusedValue {
  /** `reminders.days[1]` */
  readonly name: string
  readonly problem: Refusal
}

export interface ReadRules {
  readonly rules: Rules
  readonly refused: readonly RefusedValue[]
}

type Members = Readonly<Record<string, unknown>>

const MOST_DRIVERS = 32
const MOST_DAYS = 6

/** `/mnt/share`, `C:\share`, `\\server\share`: the system that a browser runs on is not known here. */
const ABSOLUTE = String.raw`(?:\/|[A-Za-z]:\\|\\\\[^\\])`
const path = (most: number, form: RegExp, told: string) => v.pipe(v.string(), v.maxLength(most), v.regex(form, told))
const folderSchema = path(1024, new RegExp(String.raw`^${ABSOLUTE}\P{Cc}*$`, 'u'), '/… , C:\\… , \\\\server\\…')
const moduleSchema = path(
  1024,
  new RegExp(String.raw`^(?:${ABSOLUTE}\P{Cc}+|[^\p{Cc}/\\]+)$`, 'u'),
  'libtoken.so , /usr/lib/libtoken.so',
)
const daySchema = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(366))
/** The Windows registry has no truth values, and Firefox hands over its numbers as they are. */
const yesSchema = v.pipe(
  v.union([v.boolean(), v.picklist([0, 1])]),
  v.transform((value) => value === true || value === 1),
)
const bitsSchema = v.picklist([2048, 3072, 4096])
const versionSchema = v.pipe(v.string(), v.maxLength(40), v.regex(/^\d{1,9}(?:\.\d{1,9}){0,3}$/, '1.2.3'))

/** Reads members of one object, and remembers what could not be read. */
class Reader {
  readonly refused: RefusedValue[]
  readonly #members: Members
  readonly #place: readonly string[]

  constructor(members: Members, refused: RefusedValue[], place: readonly string[] = []) {
    this.#members = members
    this.refused = refused
    this.#place = place
  }

  /** null: not set, or not to be read. */
  one<S extends v.GenericSchema>(name: string, schema: S): v.InferOutput<S> | null {
    const value = this.#members[name]
    return value === undefined ? null : this.#read([name], value, schema)
  }

  /** An entry that cannot be read is left out; a list of which nothing is left says nothing. */
  list<S extends v.GenericSchema>(name: string, schema: S, most: number): v.InferOutput<S>[] | null {
    const size = v.pipe(v.array(v.unknown()), v.minLength(1), v.maxLength(most))
    const entries = this.one(name, size)
    if (entries === null) return null
    const read = entries.flatMap((entry, index): v.InferOutput<S>[] => {
      const value = this.#read([name, index], entry, schema)
      return value === null ? [] : [value]
    })
    return read.length > 0 ? [...new Set(read)] : null
  }

  /** The members of one that is an object. */
  inside(name: string): Reader {
    const value = this.#members[name]
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    if (!isObject && value !== undefined) this.#refuse([name], problem('', 'wrong-type', 'object'))
    return new Reader(isObject ? (value as Members) : {}, this.refused, [...this.#place, name])
  }

  /** What nobody reads is named: it is most likely a slip of the pen. */
  knowsOnly(...names: readonly string[]): void {
    for (const name of Object.keys(this.#members))
      if (!names.includes(name)) this.#refuse([name], problem('', 'unknown'))
  }

  #read<S extends v.GenericSchema>(place: readonly unknown[], value: unknown, schema: S): v.InferOutput<S> | null {
    const read = v.safeParse(schema, value)
    if (read.success) return read.output
    this.#refuse(place, problemOf(read.issues[0]))
    return null
  }

  #refuse(place: readonly unknown[], found: Refusal): void {
    this.refused.push({ name: placeOf([...this.#place, ...place]), problem: found })
  }
}

/** @param managed the whole policy; `profiles` and `sites` are read elsewhere */
export const readRules = (managed: Members): ReadRules => {
  const reader = new Reader(managed, [])
  const reminders = reader.inside('reminders')
  const rules: Rules = {
    stores: reader.list('stores', v.picklist(STORE_KINDS), STORE_KINDS.length),
    modules: reader.list('modules', moduleSchema, MOST_DRIVERS),
    minimumRsaBits: reader.one('minimumRsaBits', bitsSchema),
    reminders: {
      days: reminders.list('days', daySchema, MOST_DAYS)?.toSorted((a, b) => b - a) ?? null,
      maySnooze: reminders.one('maySnooze', yesSchema) ?? NO_RULES.reminders.maySnooze,
    },
    exportFolder: reader.one('exportFolder', folderSchema),
    exportShortIds: reader.one('exportShortIds', yesSchema) ?? NO_RULES.exportShortIds,
    minimumHostVersion: reader.one('minimumHostVersion', versionSchema),
    mayAddBanks: reader.one('mayAddBanks', yesSchema) ?? NO_RULES.mayAddBanks,
  }
  reader.knowsOnly('profiles', 'sites', ...Object.keys(NO_RULES))
  reminders.knowsOnly(...Object.keys(NO_RULES.reminders))
  return { rules, refused: reader.refused }
}
