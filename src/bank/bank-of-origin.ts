import type { BankProfile } from './profile.ts'

/** A host that somebody gave to a bank: pattern as in the profile, profile id. */
export interface Assignment {
  readonly pattern: string
  readonly bank: string
}

/** Every bank that this Koshin knows, and who said so. */
export interface KnownBanks {
  /** Given by the administrator, with hosts of their own and hosts given to banks by id. */
  readonly policy: { readonly profiles: readonly BankProfile[]; readonly sites: readonly Assignment[] }
  /** Built into this edition, with their hosts. */
  readonly builtIn: readonly BankProfile[]
  /** Added by the user from a file. */
  readonly added: readonly BankProfile[]
  /** They come with Koshin, without hosts. */
  readonly bundled: readonly BankProfile[]
  /** Hosts that the user gave to a bank. */
  readonly assigned: readonly Assignment[]
}

export const NO_BANKS: KnownBanks = {
  policy: { profiles: [], sites: [] },
  builtIn: [],
  added: [],
  bundled: [],
  assigned: [],
}

/** Who says whose a host is. */
export type ClaimSource = 'policy' | 'edition' | 'added' | 'user'

/** A host and its bank. */
export interface Claim {
  readonly pattern: string
  readonly bank: BankProfile
  readonly source: ClaimSource
}

/** Does the match pattern `https://<host>/*` stand for this origin? Host exact, any port, https only. */
export const matchesOrigin = (pattern: string, origin: string): boolean => {
  const host = /^https:\/\/([^/:]+)(?::\d+)?$/.exec(origin)?.[1]
  return host !== undefined && pattern === `https://${host}/*`
}

/** The profiles that a host can be given to; one id is one profile: the administrator's comes before a file's. */
export const profilesById = ({ policy, added, bundled }: KnownBanks): ReadonlyMap<string, BankProfile> =>
  new Map([...bundled, ...added, ...policy.profiles].map((profile) => [profile.id, profile]))

const ownHosts = (profiles: readonly BankProfile[], source: ClaimSource): Claim[] =>
  profiles.flatMap((bank) => bank.origins.map((pattern) => ({ pattern, bank, source })))

/** An assignment to a bank that is not there any more claims nothing. */
const givenHosts = (
  sites: readonly Assignment[],
  byId: ReadonlyMap<string, BankProfile>,
  source: ClaimSource,
): Claim[] =>
  sites.flatMap(({ pattern, bank: id }) => {
    const bank = byId.get(id)
    return bank ? [{ pattern, bank, source }] : []
  })

/**
 * Whose each host is, a host once. Where several claim it, the first of these has it: the administrator, the edition, a profile
 * that was added, the user's own word. So what a company has laid down cannot be turned over by a file.
 */
export const claimsOf = (known: KnownBanks): readonly Claim[] => {
  const byId = profilesById(known)
  const overruled = new Set(known.policy.profiles.map(({ id }) => id))
  const inOrder = [
    ...ownHosts(known.policy.profiles, 'policy'),
    ...givenHosts(known.policy.sites, byId, 'policy'),
    ...ownHosts(known.builtIn, 'edition'),
    ...ownHosts(
      known.added.filter(({ id }) => !overruled.has(id)),
      'added',
    ),
    ...givenHosts(known.assigned, byId, 'user'),
  ]
  const first = new Map<string, Claim>()
  for (const claim of inOrder) if (!first.has(claim.pattern)) first.set(claim.pattern, claim)
  return [...first.values()]
}

/** The bank that an origin belongs to; null where nobody says. */
export const bankOfOrigin = (origin: string, known: KnownBanks): BankProfile | null =>
  claimsOf(known).find(({ pattern }) => matchesOrigin(pattern, origin))?.bank ?? null
