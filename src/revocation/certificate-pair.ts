import { sameName } from '../certificate/certificate.ts'
import { Malformed } from '../pki/der-read.ts'
import { issuerProblem } from '../pki/issuer.ts'
import { readX509, type X509 } from '../pki/x509.ts'
import type { Cryptography } from './cryptography.ts'
import { Doubt } from './doubt.ts'
import { expectIssued } from './signature.ts'

/** A certificate and who issued it: every answer is about the one and goes back to the other. */
export interface Pair {
  readonly certificate: X509
  readonly issuer: X509
}

/** @throws Doubt, Malformed unless it may issue certificates and has issued this one */
const expectIssuer = async (issuer: X509, certificate: X509, cryptography: Cryptography): Promise<void> => {
  const problem = issuerProblem(issuer, 0)
  if (problem) throw new Doubt('no-issuer', problem[1])
  if (!sameName(issuer.subject, certificate.issuer)) throw new Doubt('no-issuer', 'another name')
  await expectIssued(certificate, issuer, 'certificate', cryptography)
}

/** A candidate that cannot be read has issued nothing. */
const asIssuer = async (der: Uint8Array, certificate: X509, cryptography: Cryptography): Promise<X509 | null> => {
  try {
    const issuer = readX509(der)
    await expectIssuer(issuer, certificate, cryptography)
    return issuer
  } catch (error) {
    if (error instanceof Doubt || error instanceof Malformed) return null
    throw error
  }
}

/**
 * The issuer of a certificate. Its signature is checked, so where candidates come from does not matter.
 * @param candidates DER
 * @throws Doubt no-issuer: none of them is it
 */
export const withIssuer = async (
  certificate: X509,
  candidates: readonly Uint8Array[],
  cryptography: Cryptography,
): Promise<Pair> => {
  for (const der of candidates) {
    const issuer = await asIssuer(der, certificate, cryptography)
    if (issuer) return { certificate, issuer }
  }
  throw new Doubt('no-issuer', `none of ${candidates.length} certificates has issued it`)
}
