import { createHash, createPublicKey, type KeyObject } from 'node:crypto'
import { openssl } from './openssl.ts'

export type Refusal = 'unreadable' | 'bad-signature' | 'weak-key'

export interface ReadableRequest {
  readonly kind: 'readable'
  readonly csrPem: string
  readonly publicKey: KeyObject
  readonly signatureHolds: boolean
}

export type PostedRequest = ReadableRequest | { readonly kind: 'unreadable'; readonly text: string }

const SHORTEST_RSA_KEY = 2048

/** @param posted base64 of a PKCS#10 as CertEnroll writes it: with header lines or without, lines ended by CRLF */
export async function readCertificateRequest(posted: string): Promise<PostedRequest> {
  const base64 = posted.replace(/-----(BEGIN|END) (NEW )?CERTIFICATE REQUEST-----/g, '').replace(/\s+/g, '')
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return { kind: 'unreadable', text: posted }
  const csrPem = requestPem(base64)
  try {
    const { stdout, stderr } = await openssl(['req', '-verify', '-noout', '-pubkey'], csrPem)
    // openssl 3.0 exits with 0 even when the signature does not hold: only its words tell.
    return {
      kind: 'readable',
      csrPem,
      publicKey: createPublicKey(stdout),
      signatureHolds: stderr.includes('verify OK'),
    }
  } catch {
    return { kind: 'unreadable', text: posted }
  }
}

/** Why the CA issues nothing for this request, or undefined when it does. */
export function refusalOf(request: ReadableRequest): Refusal | undefined {
  if (!request.signatureHolds) return 'bad-signature'
  return isStrong(request.publicKey) ? undefined : 'weak-key'
}

/** Hex SHA-256 of the SubjectPublicKeyInfo (RFC 5280, section 4.1.2.7). */
export function spkiSha256(publicKey: KeyObject): string {
  return createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex')
}

function isStrong(key: KeyObject): boolean {
  return key.asymmetricKeyType === 'rsa' && (key.asymmetricKeyDetails?.modulusLength ?? 0) >= SHORTEST_RSA_KEY
}

function requestPem(base64: string): string {
  const lines = base64.match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE REQUEST-----\n${lines.join('\n')}\n-----END CERTIFICATE REQUEST-----\n`
}
