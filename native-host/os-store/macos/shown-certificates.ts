import { hexOf, sha256 } from '../../pkcs11/signature.ts'
import type { Run } from '../system-store.ts'
import { certificatesIn, findCertificates } from './security-tool.ts'

/**
 * SHA-256 of the certificates in the user's keychains. Those of a card that CryptoTokenKit shows are in none: what is not
 * here may be shown all the same.
 * @throws KoshinError computer-store-failed
 */
export const certificatesShownByMacos = async (run: Run): Promise<ReadonlySet<string>> => {
  const found = certificatesIn(await run(findCertificates(null)))
  return new Set(found.map((der) => hexOf(sha256(der))))
}
