import type { BankProfile } from './profile.ts'

/** A host that the user gave to a bank (plain edition): pattern as in the profile, profile id. */
export interface Assignment {
  readonly pattern: string
  readonly bank: string
}

/** Does the match pattern `https://<host>/*` stand for this origin? Host exact, any port, https only. */
export const matchesOrigin = (pattern: string, origin: string): boolean => {
  const host = /^https:\/\/([^/:]+)(?::\d+)?$/.exec(origin)?.[1]
  return host !== undefined && pattern === `https://${host}/*`
}

/** The bank that an origin belongs to: built in first, then what the user assigned; null where there is none. */
export const bankOfOrigin = (
  origin: string,
  builtIn: readonly BankProfile[],
  bundled: readonly BankProfile[],
  assignments: readonly Assignment[],
): BankProfile | null => {
  const known = builtIn.find((bank) => bank.origins.some((pattern) => matchesOrigin(pattern, origin)))
  if (known) return known
  const assigned = assignments.find(({ pattern }) => matchesOrigin(pattern, origin))
  return bundled.find((bank) => bank.id === assigned?.bank) ?? null
}
