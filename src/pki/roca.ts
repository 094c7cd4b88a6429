/**
 * ROCA (CVE-2017-15361): a library in many smart cards made primes of the form k·M + 65537^a mod M, M a product of small
 * primes, and such keys can be factored. So modulo each small prime the modulus is a power of 65537, as of other moduli
 * one in 2^27 is. These are the primes up to 167 for which not every remainder is such a power.
 */
const PRIMES = [11, 13, 17, 19, 37, 53, 61, 71, 73, 79, 97, 103, 107, 109, 127, 151, 157]
const GENERATOR = 65537

const powersModulo = (prime: number): ReadonlySet<number> => {
  const powers = new Set<number>()
  for (let power = 1; !powers.has(power); power = (power * GENERATOR) % prime) powers.add(power)
  return powers
}

const POWERS = PRIMES.map((prime) => [prime, powersModulo(prime)] as const)

const remainder = (magnitude: Uint8Array, prime: number): number =>
  magnitude.reduce((sum, octet) => (sum * 256 + octet) % prime, 0)

/** @param modulus unsigned, big-endian */
export const isRoca = (modulus: Uint8Array): boolean =>
  POWERS.every(([prime, powers]) => powers.has(remainder(modulus, prime)))
