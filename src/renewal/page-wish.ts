import { type DistinguishedName, type KeyAlgorithm, sameName } from '../certificate/certificate.ts'

const RSA_BITS: ReadonlyMap<KeyAlgorithm, number> = new Map([
  ['rsa-2048', 2048],
  ['rsa-3072', 3072],
  ['rsa-4096', 4096],
])

/** The request that was prepared has the subject of the followed certificate: is that what the page wants? */
export const fitsRequest = (prepared: DistinguishedName, wished: DistinguishedName | null): boolean =>
  wished === null || sameName(prepared, wished)

/**
 * The algorithm for a page that asks for a longer RSA key than was made; null where the key made is long enough.
 * Pages of old ask for 1024: a longer key is always as good.
 */
export const strongerAlgorithm = (made: KeyAlgorithm, keyLength: number): KeyAlgorithm | null => {
  const bits = RSA_BITS.get(made)
  if (bits === undefined || keyLength <= bits) return null
  return [...RSA_BITS].find(([, more]) => more >= keyLength)?.[0] ?? 'rsa-4096'
}
