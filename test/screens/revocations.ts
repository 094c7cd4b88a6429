import type { Revocation } from '../../src/revocation/revocation.ts'

/** Examples of what is said of a certificate's revocation. */

const heard = { by: 'ocsp', host: 'ocsp.ca.example', checkedAt: '2026-11-21T03:00:00Z' } as const
const until = '2026-11-22T03:00:00Z'
const next = { host: 'ocsp.ca.example', pattern: 'http://ocsp.ca.example/*' }
const unknown = { state: 'unknown', host: null, checkedAt: heard.checkedAt, next: null } as const

/** By what is said. */
export const REVOCATIONS: Readonly<Record<string, Revocation>> = {
  'revocation-checking': { state: 'checking' },
  'revocation-not-allowed': { ...unknown, reason: 'not-allowed', detail: 'no host is allowed', next },
  good: { ...heard, state: 'good', until },
  revoked: { ...heard, state: 'revoked', at: '2026-11-19T15:00:00Z', reason: 'superseded', until },
  'revocation-expired': { ...unknown, reason: 'expired', detail: 'the certificate has expired' },
  'revocation-untrusted': {
    ...unknown,
    reason: 'untrusted',
    detail: 'responder without OCSPSigning',
    host: 'ocsp.ca.example\u202E',
  },
}
