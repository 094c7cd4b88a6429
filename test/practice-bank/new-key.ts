import { createHash, createPublicKey } from 'node:crypto'
import { openssl } from './openssl.ts'

export interface NewKey {
  readonly privateKeyPem: string
  readonly publicKeyPem: string
  readonly spkiSha256: string
  /** The request as CertEnroll's CreateRequest(1) gives it. Its subject is not the customer's. */
  readonly base64: string
}

/** A key of a customer who has no CertEnroll: openssl makes it, and its request. */
export async function makeNewKey(kind: string): Promise<NewKey> {
  const args = ['req', '-new', '-newkey', kind, '-noenc', '-keyout', '-', '-subj', '/CN=0000000000/O=Somebody else']
  const output = (await openssl(args)).stdout.toString()
  const privateKeyPem = /-----BEGIN PRIVATE KEY-----[^-]+-----END PRIVATE KEY-----\n/.exec(output)?.[0] ?? ''
  const request = /REQUEST-----\n([^-]+)-----END/.exec(output)?.[1] ?? ''
  const publicKey = createPublicKey(privateKeyPem)
  return {
    privateKeyPem,
    publicKeyPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    spkiSha256: createHash('sha256')
      .update(publicKey.export({ type: 'spki', format: 'der' }))
      .digest('hex'),
    base64: request.replace(/\n/g, '\r\n'),
  }
}
