import type { X509Certificate } from 'node:crypto'
import type { TLSSocket } from 'node:tls'

/** What the visitor's TLS handshake has shown of a client certificate. */
export type Presented =
  | { readonly kind: 'none' }
  | { readonly kind: 'untrusted' }
  | { readonly kind: 'expired' }
  | { readonly kind: 'accepted'; readonly certificate: X509Certificate }

/** TLS has checked the chain, the usage and the dates by the machine's clock; the bank's own clock is asked as well. */
export function presentedCertificate(socket: TLSSocket, now: Date): Presented {
  const certificate = socket.getPeerX509Certificate()
  if (certificate === undefined) return { kind: 'none' }
  // Typed as an Error, but a code of OpenSSL in truth.
  if (String(socket.authorizationError) === 'CERT_HAS_EXPIRED') return { kind: 'expired' }
  if (!socket.authorized) return { kind: 'untrusted' }
  return expiryOf(certificate) < now ? { kind: 'expired' } : { kind: 'accepted', certificate }
}

export function expiryOf(certificate: X509Certificate): Date {
  return new Date(certificate.validTo)
}
