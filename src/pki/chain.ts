import { sameName } from '../certificate/certificate.ts'
import { type ErrorCode, KoshinError } from '../protocol/errors.ts'
import { sameBytes } from './bytes.ts'
import { basicConstraints, extensionProblem, keyUsage } from './extensions.ts'
import type { SignatureAlgorithm } from './request.ts'
import { keyWeakness, signatureAlgorithmOf, signatureWeakness } from './strength.ts'
import type { X509 } from './x509.ts'

/** Whether a signature over `data` is good under the public key; a key that cannot be used says false. */
export type Verify = (
  spki: Uint8Array,
  algorithm: SignatureAlgorithm,
  data: Uint8Array,
  signature: Uint8Array,
) => boolean

const MOST_ISSUERS = 6
const MOST_SIGNATURE_CHECKS = 40

type Problem = readonly [code: ErrorCode, detail: string]
const untrusted = (detail: string): Problem => ['answer-untrusted', detail]

/** Why `issuer` may not have issued what it is named in, its signature left aside. */
const issuerProblem = (issuer: X509, casBelow: number): Problem | undefined => {
  const { isCa, pathLength } = basicConstraints(issuer)
  if (!isCa) return untrusted('issuer is not a CA')
  if (keyUsage(issuer)?.keyCertSign === false) return untrusted('issuer without keyCertSign')
  if (casBelow > pathLength) return untrusted('issuer pathLenConstraint')
  const extension = extensionProblem(issuer)
  if (extension) return untrusted(`issuer: ${extension}`)
  const weakness = keyWeakness(issuer.publicKey)
  return weakness ? ['answer-weak', `issuer: ${weakness}`] : undefined
}

/** Why a certificate's signature is not worth checking. */
export const signatureProblem = ({ signatureAlgorithm, signatureAlgorithmDer }: X509): Problem | undefined => {
  const weakness = signatureWeakness(signatureAlgorithm)
  if (weakness) return ['answer-weak', weakness]
  if (!sameBytes(signatureAlgorithmDer.outer, signatureAlgorithmDer.inner))
    return untrusted('signature algorithm differs inside')
  return signatureAlgorithmOf(signatureAlgorithm) ? undefined : untrusted(`signature algorithm ${signatureAlgorithm}`)
}

const isSignedBy = (signed: X509, issuer: X509, verify: Verify): boolean => {
  const algorithm = signatureAlgorithmOf(signed.signatureAlgorithm)
  return algorithm !== undefined && verify(issuer.spki, algorithm, signed.toBeSigned, signed.signature)
}

/**
 * The issuers of `leaf` in order, from what was sent, as far as they were sent; the search ends at a certificate that
 * names itself as its issuer, or one whose issuer was not sent. Every step is a CA's, and verified. Where several bear
 * the name (cross-signed CAs), each is tried, within at most 6 issuers and 40 signature checks in all. Validity and
 * revocation of issuers are left to the bank's server, whose decision they are.
 * @param others all certificates that were sent, without the leaf
 * @throws KoshinError with the first problem met where no way leads up
 */
export const issuersOf = (leaf: X509, others: readonly X509[], verify: Verify): readonly X509[] => {
  let checks = 0
  let first: Problem | undefined
  const problemOf = (issuer: X509, path: readonly X509[]): Problem | undefined => {
    const signed = path.at(-1) as X509
    if (path.includes(issuer)) return untrusted('issuers go round in a circle')
    if (path.length > MOST_ISSUERS) return untrusted(`more than ${MOST_ISSUERS} issuers`)
    const problem = issuerProblem(issuer, path.length - 1) ?? signatureProblem(signed)
    if (problem) return problem
    if (checks === MOST_SIGNATURE_CHECKS) return untrusted(`more than ${MOST_SIGNATURE_CHECKS} signatures to check`)
    checks += 1
    return isSignedBy(signed, issuer, verify) ? undefined : untrusted('signature does not verify')
  }
  const climb = (path: readonly X509[]): readonly X509[] | undefined => {
    const { issuer: wanted, subject } = path.at(-1) as X509
    const candidates = sameName(wanted, subject) ? [] : others.filter((other) => sameName(other.subject, wanted))
    if (candidates.length === 0) return path
    for (const candidate of candidates) {
      const problem = problemOf(candidate, path)
      const whole = problem ? undefined : climb([...path, candidate])
      if (whole) return whole
      first ??= problem
    }
    return undefined
  }
  const path = climb([leaf])
  if (path) return path.slice(1)
  const [code, detail] = first ?? untrusted('no issuer')
  throw new KoshinError(code, { detail })
}
