import { CURVE_BITS, SIGNATURE_OIDS, WEAK_SIGNATURES } from './oids.ts'
import type { PublicKey } from './public-key.ts'
import type { SignatureAlgorithm } from './request.ts'

const LEAST_RSA_BITS = 2048
const LEAST_RSA_EXPONENT = 65537

const unsignedNumber = (magnitude: Uint8Array): number => magnitude.reduce((sum, octet) => sum * 256 + octet, 0)

/** What makes a public key weak, in a few words; undefined for a good one. */
export const keyWeakness = (key: PublicKey): string | undefined => {
  if (key.algorithm === 'other') return `public key algorithm ${key.oid}`
  if (key.algorithm === 'ec') return key.curve in CURVE_BITS ? undefined : `curve ${key.curve}`
  if (key.bits < LEAST_RSA_BITS) return `RSA: expected ${LEAST_RSA_BITS} bits, got ${key.bits}`
  const isEven = ((key.exponent.at(-1) ?? 0) & 1) === 0
  return isEven || unsignedNumber(key.exponent) < LEAST_RSA_EXPONENT ? 'RSA: exponent even or below 65537' : undefined
}

/** What makes a signature algorithm weak; undefined for a good one and for one that is not known at all. */
export const signatureWeakness = (oid: string): string | undefined =>
  Object.hasOwn(WEAK_SIGNATURES, oid) ? `signature with ${WEAK_SIGNATURES[oid]}` : undefined

const ALGORITHMS = new Map(
  (Object.keys(SIGNATURE_OIDS) as SignatureAlgorithm[]).map((algorithm) => [SIGNATURE_OIDS[algorithm], algorithm]),
)

/** The name under which `verify` is asked; undefined for what Koshin cannot check. */
export const signatureAlgorithmOf = (oid: string): SignatureAlgorithm | undefined => ALGORITHMS.get(oid)
