import * as v from 'valibot'
import { type BankProfile, profileSchema } from './profile.ts'
import { type Problem, type ProblemReason, placeOf, problem } from './profile-problem.ts'

/** What the schema has against a profile, in our own closed words: the library's never leave this file. */

type Issue = v.BaseIssue<unknown>

const OF_VALUES: Readonly<Record<string, ProblemReason>> = {
  picklist: 'not-one-of',
  literal: 'not-one-of',
  variant: 'not-one-of',
  regex: 'wrong-form',
  min_value: 'too-small',
  max_value: 'too-large',
  integer: 'not-whole',
}
const OF_ARRAYS: Readonly<Record<string, ProblemReason>> = { min_length: 'too-few', max_length: 'too-many' }
const OF_STRINGS: Readonly<Record<string, ProblemReason>> = { min_length: 'too-short', max_length: 'too-long' }

const isUnknownMember = ({ type, expected }: Issue): boolean => type === 'strict_object' && expected === 'never'

const isMissing = ({ input, path }: Issue): boolean => input === undefined && path !== undefined

const reasonOf = (issue: Issue): ProblemReason => {
  if (isUnknownMember(issue)) return 'unknown'
  if (isMissing(issue)) return 'missing'
  const known = { ...OF_VALUES, ...(Array.isArray(issue.input) ? OF_ARRAYS : OF_STRINGS) }
  return known[issue.type] ?? 'wrong-type'
}

/** A form is told in the schema's own words where it has some, else as its regular expression. */
const detailOf = (issue: Issue, reason: ProblemReason): string | number | null => {
  if (reason === 'unknown' || reason === 'missing' || reason === 'not-whole') return null
  if (reason === 'wrong-form') return issue.message.startsWith('Invalid ') ? String(issue.expected) : issue.message
  const limit = issue.requirement
  if (typeof limit === 'number') return limit
  // `("token" | "computer")`, `Object`
  const choices = issue.expected?.replace(/[()"]/g, '').replaceAll(' | ', ', ') ?? null
  return reason === 'wrong-type' ? (choices?.toLowerCase() ?? null) : choices
}

const pathOf = ({ path }: Issue): unknown[] => path?.map(({ key }) => key) ?? []

/** For other schemas than a profile's, too. */
export const problemOf = (issue: Issue): Problem => {
  const reason = reasonOf(issue)
  return problem(placeOf(pathOf(issue)), reason, detailOf(issue, reason))
}

/** The library tells of one unknown member of an object at a time: what it has told is taken away for the next look. */
const takeAway = (issue: Issue): void => {
  const member = issue.path?.at(-1)
  if (member?.type === 'object') delete member.input[member.key]
}

/** The library takes an empty array for an object without members. */
const arraysForObjects = (json: unknown, output: unknown, path: readonly unknown[] = []): Problem[] => {
  if (typeof output !== 'object' || output === null || typeof json !== 'object' || json === null) return []
  if (Array.isArray(json) && !Array.isArray(output)) return [problem(placeOf(path), 'wrong-type', 'object')]
  return Object.entries(output).flatMap(([key, value]) => {
    const member = Array.isArray(output) ? Number(key) : key
    return arraysForObjects((json as Record<string, unknown>)[key], value, [...path, member])
  })
}

/**
 * @param json a value that is nobody else's: members that the schema does not know are taken out of it
 * @param most after so many problems, no further look is taken
 */
export const parseProfile = (json: unknown, most: number): { profile: BankProfile | null; problems: Problem[] } => {
  if (Array.isArray(json)) return { profile: null, problems: [problem('', 'wrong-type', 'object')] }
  const unknown: Problem[] = []
  for (;;) {
    const { success, output, issues = [] } = v.safeParse(profileSchema, json)
    const strangers = issues.filter(isUnknownMember)
    const others = issues.filter((issue) => !isUnknownMember(issue))
    unknown.push(...strangers.map(problemOf))
    if (strangers.length === 0 || unknown.length + others.length >= most) {
      const problems = [
        ...unknown,
        ...others.slice(0, most).map(problemOf),
        ...(success ? arraysForObjects(json, output) : []),
      ]
      return { profile: success && problems.length === 0 ? output : null, problems }
    }
    strangers.forEach(takeAway)
  }
}
