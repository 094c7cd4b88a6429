import { bankOfOrigin, type KnownBanks, matchesOrigin } from './bank-of-origin.ts'

/** Host of a pattern `https://<host>/*`. */
const originOfPattern = (pattern: string): string => pattern.replace(/\/\*$/, '')

/**
 * Which page of a bank is opened for a renewal: of the hosts that its profile names, the first; otherwise the one where the bank was seen.
 * A profile that names none may stand for several banks, and only what was seen tells which.
 * @param seen an origin where the bank was seen
 * @returns an origin that is the bank's now; null: it is nobody's any more
 */
export const bankPage = (seen: string, known: KnownBanks): string | null => {
  const bank = bankOfOrigin(seen, known)
  if (!bank) return null
  const [named] = bank.origins
  // A pattern names no port: what was seen knows it.
  if (named === undefined || matchesOrigin(named, seen)) return seen
  const origin = originOfPattern(named)
  return bankOfOrigin(origin, known) === bank ? origin : seen
}
