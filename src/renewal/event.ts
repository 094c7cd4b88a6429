import type { DistinguishedName } from '../certificate/certificate.ts'
import type { Rules } from '../policy/rules.ts'
import type { ErrorReport } from '../protocol/errors.ts'
import type { ProgressStep } from '../protocol/host.ts'
import type { CertificateEntry, Enrolment } from '../protocol/schema.ts'
import type { Consent, Notice, Renewal, StoreKind, Waiting } from './state.ts'

/** What can happen in a renewal, and what a world is told to do about it. */

/** What the page's script asked for in its request; both unknown while only the click is held. */
export interface PageWish {
  readonly subject: DistinguishedName | null
  /** RSA bits; 0: the page does not say. */
  readonly keyLength: number
  /** Where the button that was pressed puts the certificate, or the only place that the bank knows; null: the usual one. */
  readonly store: StoreKind | null
}

export type RenewalEvent =
  | { readonly type: 'notice-seen'; readonly notice: Notice }
  | { readonly type: 'started' }
  /** `refusal`: what the administrator's rules have against this wish; null: nothing. */
  | {
      readonly type: 'request-wanted'
      readonly notice: Notice
      readonly waiting: Waiting
      readonly wish: PageWish
      readonly refusal: ErrorReport | null
    }
  | { readonly type: 'consent-given'; readonly consent: Consent }
  | { readonly type: 'consent-declined' }
  | { readonly type: 'progress'; readonly step: ProgressStep }
  /** `resumed`: the key is from an earlier try, so the bank may have seen a request for it. */
  | { readonly type: 'prepared'; readonly enrolment: Enrolment; readonly request: string; readonly resumed: boolean }
  | { readonly type: 'prepare-failed'; readonly error: ErrorReport; readonly enrolment: Enrolment | null }
  /** `enrolment`: the open one of this origin, where the background found one beside the state. */
  | {
      readonly type: 'answer-came'
      readonly waiting: Waiting
      readonly answer: string
      readonly enrolment: Enrolment | null
    }
  | { readonly type: 'installed'; readonly enrolment: Enrolment; readonly certificate: CertificateEntry }
  | { readonly type: 'install-failed'; readonly error: ErrorReport; readonly enrolment: Enrolment }
  | { readonly type: 'answer-overdue'; readonly enrolment: string }
  | { readonly type: 'host-lost'; readonly error: ErrorReport }
  /** The permission for a bank's site, or the administrator's word for it, was taken back. */
  | { readonly type: 'site-lost'; readonly origin: string }
  /** The administrator has laid down something else. */
  | { readonly type: 'rules-changed'; readonly rules: Rules }
  | { readonly type: 'retry' }
  /** The user has seen in whose name the certificate is (`answer-other-subject`), and takes it. */
  | { readonly type: 'accept-subject'; readonly certificate: string }
  /** The user knows that it has been renewed already (`already-renewed`), and wants another one. */
  | { readonly type: 'renew-again' }
  | { readonly type: 'continue'; readonly enrolment: Enrolment }
  | { readonly type: 'discarded'; readonly enrolment: string }
  | { readonly type: 'discard-failed'; readonly error: ErrorReport; readonly enrolment: Enrolment }
  | { readonly type: 'dismiss' }

export type Outcome =
  | { readonly ok: true; readonly request?: string }
  | { readonly ok: false; readonly error: ErrorReport }

/** What a world has to carry out; the machine itself touches nothing. */
export type Effect =
  | { readonly do: 'open-consent' }
  | { readonly do: 'close-consent' }
  | {
      readonly do: 'prepare'
      readonly notice: Notice
      readonly consent: Consent
      readonly enrolment: string | null
      readonly subject: DistinguishedName | null
    }
  /** `answer` null: the one saved before. `acceptSubjectOf`: SHA-256 of the certificate whose name the user has agreed to. */
  | {
      readonly do: 'install'
      readonly enrolment: Enrolment
      readonly answer: string | null
      readonly acceptSubjectOf: string | null
    }
  | { readonly do: 'forget-key'; readonly enrolment: string }
  | { readonly do: 'release'; readonly waiting: Waiting; readonly outcome: Outcome }
  | { readonly do: 'expect-answer'; readonly enrolment: string; readonly seconds: number }
  | { readonly do: 'end-session' }
  /** Does this browser find what lies in the store now? */
  | { readonly do: 'look-from-browser'; readonly store: string }

export interface Transition {
  readonly state: Renewal
  readonly effects: readonly Effect[]
}
