/** Whether a certificate has been taken back by whom issued it, as far as somebody has said so. */

export type Source = 'ocsp' | 'crl'

/** CRLReason (RFC 5280 §5.3.1); `unspecified` is none. */
export const REASONS = {
  1: 'key-compromise',
  2: 'ca-compromise',
  3: 'affiliation-changed',
  4: 'superseded',
  5: 'cessation-of-operation',
  6: 'certificate-hold',
  9: 'privilege-withdrawn',
  10: 'aa-compromise',
} as const
export type RevocationReason = (typeof REASONS)[keyof typeof REASONS]

/** Why it is not known. */
export type UnknownReason =
  | 'expired' // those who answer forget what has expired
  | 'no-certificate' // its store is away, or cannot be read
  | 'no-issuer' // whose answer to believe cannot be told
  | 'no-address' // it names nobody to be asked over http or https
  | 'not-allowed' // the user has not allowed the host yet
  | 'not-reached' // no answer, not in time, too long, or one that leads elsewhere
  | 'declined' // the responder says that it cannot answer
  | 'not-known' // the responder does not know the certificate
  | 'wrong' // broken, or about something else
  | 'untrusted' // not signed by whom may say so
  | 'outdated' // not of now

/** A host as the browser can be asked to allow it. */
export interface AskedHost {
  readonly host: string
  /** Match pattern; it cannot name a port. */
  readonly pattern: string
}

/** What an answer that is believed says. Times are ISO 8601, UTC, to the second. */
export type KnownFinding =
  | { readonly state: 'good' /** A newer answer is there by then; null: at any time. */; readonly until: string | null }
  | {
      readonly state: 'revoked'
      readonly at: string
      /** null: none was given. */
      readonly reason: RevocationReason | null
      readonly until: string | null
    }

export interface UnknownFinding {
  readonly state: 'unknown'
  readonly reason: UnknownReason
  /** In a few words, for a help desk. */
  readonly detail: string
}

export type Finding = KnownFinding | UnknownFinding

/** Who has said it, and when this computer has heard it. */
interface Heard {
  readonly by: Source
  readonly host: string
  readonly checkedAt: string
}

export type KnownRevocation = KnownFinding & Heard

export type UnknownRevocation = UnknownFinding & {
  /** Who was asked; null: nobody. */
  readonly host: string | null
  readonly checkedAt: string
  /** Somebody who could be asked once the user allows it. */
  readonly next: AskedHost | null
}

/** What the page of certificates shows. */
export type Revocation = { readonly state: 'checking' } | KnownRevocation | UnknownRevocation
