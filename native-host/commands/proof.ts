import { certificateParts, readCertificate } from '../../src/pki/certificate.ts'
import { KoshinError } from '../../src/protocol/errors.ts'
import { newChallenge, sha256, signatureFor } from '../pkcs11/signature.ts'
import type { TokenSession } from '../pkcs11/token-session.ts'

/**
 * Shows that the token has the private key of a certificate: it signs a fresh challenge of ours, and the signature is
 * checked with the public key in the certificate.
 * @param id CKA_ID of key and certificate
 * @throws KoshinError proof-failed, key-missing, and what log-in throws
 */
export const prove = async (session: TokenSession, id: Uint8Array, der: Uint8Array): Promise<void> => {
  const certificate = readCertificate(der, sha256)
  const algorithm = signatureFor(certificate.publicKey)
  if (algorithm === null) throw new KoshinError('proof-failed', { detail: 'kind of key' })
  const challenge = newChallenge(certificate.sha256)
  const signature = await session.call('prove', { id, nonce: challenge.nonce, sha256: challenge.sha256, algorithm })
  if (!challenge.isAnsweredBy(certificateParts(der).spki, algorithm, signature)) throw new KoshinError('proof-failed')
}
