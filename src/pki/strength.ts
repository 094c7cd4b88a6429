import { CURVE_BITS, SIGNATURE_OIDS, WEAK_SIGNATURES } from './oids.ts'
import type { PublicKey } from './public-key.ts'
import type { SignatureAlgorithm } from './request.ts'
import { isRoca } from './roca.ts'

const LEAST_RSA_BITS = 2048
const LEAST_RSA_EXPONENT = 65537
/** With a longer one, a key can be made that fits a given signature (see trust.ts); Windows takes no longer one either. */
const LONGEST_RSA_EXPONENT = 4

type RsaKey = Extract<PublicKey, { algorithm: 'rsa' }>

const unsignedNumber = (magnitude: Uint8Array): number => magnitude.reduce((sum, octet) => sum * 256 + octet, 0)

const isEven = (magnitude: Uint8Array): boolean => ((magnitude.at(-1) ?? 0) & 1) === 0

const rsaWeakness = ({ bits, modulus, exponent }: RsaKey): string | undefined => {
  if (bits < LEAST_RSA_BITS) return `RSA: expected ${LEAST_RSA_BITS} bits, got ${bits}`
  if (exponent.length > LONGEST_RSA_EXPONENT) return `RSA: exponent of ${exponent.length} bytes`
  if (isEven(exponent) || unsignedNumber(exponent) < LEAST_RSA_EXPONENT) return 'RSA: exponent even or below 65537'
  if (isEven(modulus)) return 'RSA: modulus even'
  return isRoca(modulus) ? 'RSA: made by a faulty library (ROCA, CVE-2017-15361)' : undefined
}

/** What makes a public key weak, in a few words; undefined for a good one. */
export const keyWeakness = (key: PublicKey): string | undefined => {
  if (key.algorithm === 'other') return `public key algorithm ${key.oid}`
  if (key.algorithm === 'rsa') return rsaWeakness(key)
  return key.curve in CURVE_BITS ? undefined : `curve ${key.curve}`
}

/** What makes a signature algorithm weak; undefined for a good one and for one that is not known at all. */
export const signatureWeakness = (oid: string): string | undefined =>
  Object.hasOwn(WEAK_SIGNATURES, oid) ? `signature with ${WEAK_SIGNATURES[oid]}` : undefined

const ALGORITHMS = new Map(
  (Object.keys(SIGNATURE_OIDS) as SignatureAlgorithm[]).map((algorithm) => [SIGNATURE_OIDS[algorithm], algorithm]),
)

/** The name under which `verify` is asked; undefined for what Koshin cannot check. */
export const signatureAlgorithmOf = (oid: string): SignatureAlgorithm | undefined => ALGORITHMS.get(oid)
