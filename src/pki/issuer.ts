import { type ErrorCode, KoshinError } from '../protocol/errors.ts'
import { sameBytes } from './bytes.ts'
import { basicConstraints, extensionProblem, keyUsage } from './extensions.ts'
import type { SignatureAlgorithm } from './request.ts'
import { keyWeakness, signatureAlgorithmOf, signatureWeakness } from './strength.ts'
import type { X509 } from './x509.ts'

/** One step of a path: whether one certificate may have issued another, and has. */

/** Whether a signature over `data` is good under the public key; a key that cannot be used says false. */
export type Verify = (
  spki: Uint8Array,
  algorithm: SignatureAlgorithm,
  data: Uint8Array,
  signature: Uint8Array,
) => boolean

/** Why something is refused: the error, and what was found. */
export type Problem = readonly [code: ErrorCode, detail: string]

export const untrusted = (detail: string): Problem => ['answer-untrusted', detail]

/**
 * Why `issuer` may not have issued what it is named in, its signature left aside.
 * @param casBelow CAs between it and the leaf, self-issued ones not counted (RFC 5280 §4.2.1.9)
 */
export const issuerProblem = (issuer: X509, casBelow: number): Problem | undefined => {
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

export const isSignedBy = (signed: X509, issuer: X509, verify: Verify): boolean => {
  const algorithm = signatureAlgorithmOf(signed.signatureAlgorithm)
  return algorithm !== undefined && verify(issuer.spki, algorithm, signed.toBeSigned, signed.signature)
}

const MOST_SIGNATURE_CHECKS = 40

/** Gives up after 40 signatures. @throws KoshinError `answer-too-complex` at the next one */
export const counted = (verify: Verify): Verify => {
  let checks = 0
  return (...parameters) => {
    if (checks === MOST_SIGNATURE_CHECKS)
      throw new KoshinError('answer-too-complex', { detail: `more than ${MOST_SIGNATURE_CHECKS} signatures to check` })
    checks += 1
    return verify(...parameters)
  }
}
