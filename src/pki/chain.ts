import { sameName } from '../certificate/certificate.ts'
import { KoshinError } from '../protocol/errors.ts'
import { isSignedBy, issuerProblem, type Problem, signatureProblem, untrusted, type Verify } from './issuer.ts'
import type { Goal } from './trust.ts'
import type { X509 } from './x509.ts'

const MOST_ISSUERS = 6

/** A root, or a CA's new key certified with its old one. */
const isSelfIssued = ({ issuer, subject }: X509): boolean => sameName(issuer, subject)

/** Why `issuer` cannot stand above the path. */
const stepProblem = (issuer: X509, path: readonly X509[], verify: Verify): Problem | undefined => {
  const signed = path.at(-1) as X509
  if (path.includes(issuer)) return untrusted('issuers go round in a circle')
  if (path.length > MOST_ISSUERS) return untrusted(`more than ${MOST_ISSUERS} issuers`)
  const casBelow = path.slice(1).filter((ca) => !isSelfIssued(ca)).length
  const problem = issuerProblem(issuer, casBelow) ?? signatureProblem(signed)
  if (problem) return problem
  return isSignedBy(signed, issuer, verify) ? undefined : untrusted('signature does not verify')
}

/**
 * The issuers of `leaf` in order, up to the goal; without a pinned one, as far up as they were sent. Every step is a
 * CA's, and verified. Where several bear the name (cross-signed CAs), each is tried, within at most 6 issuers. Validity
 * and revocation of issuers are left to the bank's server, whose decision they are.
 * @param verify tells when it is enough, see `counted`
 * @throws KoshinError with the first problem met where no way leads up
 */
export const issuersOf = (leaf: X509, { issuers, isEnd, topProblem }: Goal, verify: Verify): readonly X509[] => {
  let first: Problem | undefined
  const above = (path: readonly X509[], candidates: readonly X509[]): readonly X509[] | undefined => {
    for (const candidate of candidates) {
      const problem = stepProblem(candidate, path, verify)
      const whole = problem ? undefined : climb([...path, candidate])
      if (whole) return whole
      first ??= problem
    }
    return undefined
  }
  const climb = (path: readonly X509[]): readonly X509[] | undefined => {
    const tip = path.at(-1) as X509
    if (isEnd(tip)) return path
    const candidates = issuers.filter((issuer) => issuer !== tip && sameName(issuer.subject, tip.issuer))
    const isTop = candidates.length === 0 || isSelfIssued(tip)
    const problem = isTop ? topProblem(path) : undefined
    if (isTop && !problem) return path
    first ??= problem
    return above(path, candidates)
  }
  const path = climb([leaf])
  if (path) return path.slice(1)
  const [code, detail] = first ?? untrusted('no issuer')
  throw new KoshinError(code, { detail })
}
