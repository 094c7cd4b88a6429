import type { KeyAlgorithm } from '../certificate/certificate.ts'

/** Bits of the RSA key that is as strong: NIST SP 800-57 part 1 (rev. 5), table 2. */
const AS_RSA: Readonly<Record<KeyAlgorithm, number>> = {
  'rsa-2048': 2048,
  'rsa-3072': 3072,
  'rsa-4096': 4096,
  'ec-p256': 3072,
  'ec-p384': 7680,
}

const RSA: readonly KeyAlgorithm[] = ['rsa-2048', 'rsa-3072', 'rsa-4096']

/** @param minimum bits of an RSA key; null: any will do */
export const isStrongEnough = (algorithm: KeyAlgorithm, minimum: number | null): boolean =>
  minimum === null || AS_RSA[algorithm] >= minimum

/**
 * The RSA key that is long enough: a bank takes a longer one than it asks for (see strongerAlgorithm). A curve stays what it is, for a
 * bank that names one may know no other.
 */
export const raised = (algorithm: KeyAlgorithm, minimum: number | null): KeyAlgorithm =>
  RSA.includes(algorithm) && !isStrongEnough(algorithm, minimum)
    ? (RSA.find((one) => isStrongEnough(one, minimum)) ?? algorithm)
    : algorithm
