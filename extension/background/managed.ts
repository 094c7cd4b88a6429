import * as v from 'valibot'
import browser from 'webextension-polyfill'
import type { Assignment, KnownBanks } from '../../src/bank/bank-of-origin.ts'
import { bankIdSchema, originPatternSchema } from '../../src/bank/profile.ts'
import { readRules } from '../../src/policy/read-rules.ts'
import type { Rules } from '../../src/policy/rules.ts'
import type { RefusedSetting } from '../../src/renewal/snapshot.ts'
import { accepted, refused } from './accepted.ts'

/** What the administrator's policy gives (managed-schema.json; docs/decisions/0008). */

export interface Policy {
  readonly banks: KnownBanks['policy']
  readonly rules: Rules
  readonly refused: readonly RefusedSetting[]
}

/** Firefox rejects where there is no policy for the extension; Chromium answers with an empty object. */
const readManaged = (): Promise<Record<string, unknown>> => browser.storage.managed.get(null).catch(() => ({}))

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

const noList = (name: string, value: unknown): RefusedSetting[] =>
  value === undefined || Array.isArray(value)
    ? []
    : [refused('policy', name, [{ place: '', reason: 'wrong-type', detail: 'array' }])]

/** Chromium hands over texts. Firefox has no schema for policies, so there an object may stand as it is. */
const textOf = (entry: unknown): string => (typeof entry === 'string' ? entry : JSON.stringify(entry))

const siteSchema = v.object({ origin: originPatternSchema, bank: bankIdSchema })

const readSite = (entry: unknown, index: number, banks: ReadonlySet<string>): Assignment | RefusedSetting => {
  const name = `sites[${index}]`
  const read = v.safeParse(siteSchema, entry)
  if (!read.success) {
    const place = v.getDotPath(read.issues[0]) ?? ''
    return refused('policy', name, [{ place, reason: 'unreadable', detail: null }])
  }
  const { origin, bank } = read.output
  if (!banks.has(bank)) return refused('policy', name, [{ place: 'bank', reason: 'no-such-bank', detail: bank }])
  return { pattern: origin, bank }
}

/** What holds beside banks and sites; asked for anew each time, so that a change counts at once. */
export const readRulesNow = async (): Promise<Rules> => readRules(await readManaged()).rules

/** @param others ids of the profiles that are there without the policy */
export const readPolicy = async (others: ReadonlySet<string>): Promise<Policy> => {
  const managed = await readManaged()
  const { rules, refused: values } = readRules(managed)
  const profiles = listOf(managed.profiles).map((entry, index) =>
    accepted('policy', `profiles[${index}]`, textOf(entry)),
  )
  const good = profiles.flatMap((result) => ('profile' in result ? [result.profile] : []))
  const banks = new Set([...others, ...good.map(({ id }) => id)])
  const sites = listOf(managed.sites).map((entry, index) => readSite(entry, index, banks))
  return {
    banks: { profiles: good, sites: sites.filter((site): site is Assignment => 'pattern' in site) },
    rules,
    refused: [
      ...values.map(({ name, problem }) => refused('policy', name, [problem])),
      ...noList('profiles', managed.profiles),
      ...noList('sites', managed.sites),
      ...[...profiles, ...sites].filter((result): result is RefusedSetting => 'problems' in result),
    ],
  }
}
