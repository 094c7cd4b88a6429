import { type Holdings, NOTHING_LISTED } from '../../src/renewal/holdings.ts'
import type { Revocation } from '../../src/revocation/revocation.ts'
import { HOLDINGS } from './holdings.ts'

/** Examples of what is said of a certificate's revocation. */

const heard = { by: 'ocsp', host: 'ocsp.ca.example', checkedAt: '2026-11-21T03:00:00Z' } as const
const until = '2026-11-22T03:00:00Z'
const next = { host: 'ocsp.ca.example', pattern: 'http://ocsp.ca.example/*' }
const unknown = { state: 'unknown', host: null, checkedAt: heard.checkedAt, next: null } as const

const EXAMPLES: readonly Revocation[] = [
  { ...unknown, reason: 'expired', detail: 'the certificate has expired' },
  { ...heard, state: 'revoked', at: '2026-11-19T15:00:00Z', reason: 'superseded', until },
  { ...heard, state: 'good', until },
  { ...unknown, reason: 'not-allowed', detail: 'no host is allowed', next },
  { state: 'checking' },
  { ...unknown, reason: 'untrusted', detail: 'responder without OCSPSigning', host: 'ocsp.ca.example\u202E' },
]

const holdings: Holdings = HOLDINGS.certificates ?? NOTHING_LISTED

/** By the name of the screen: one of each kind, a certificate each. */
export const REVOCATION_HOLDINGS: Readonly<Record<string, Holdings>> = {
  'certificates-revocations': {
    ...holdings,
    revocations: Object.fromEntries(
      holdings.certificates.map(({ certificate }, at) => [
        certificate.sha256,
        EXAMPLES[at % EXAMPLES.length] ?? { state: 'checking' },
      ]),
    ),
  },
}
