import type { RenewalRules, Role, ScreenKind, Step } from '../bank/profile.ts'
import type { KeyAlgorithm } from '../certificate/certificate.ts'
import type { ErrorReport } from '../protocol/errors.ts'
import type { ProgressStep } from '../protocol/host.ts'
import type { CertificateEntry, Enrolment, Store } from '../protocol/schema.ts'

/** The bank as people see it. */
export interface BankFace {
  readonly id: string
  /** Already in both languages; the one who draws chooses. */
  readonly name: { readonly ja: string; readonly en: string }
  readonly service: { readonly ja: string; readonly en: string }
  readonly roles: readonly Role[]
  /** Digits of a 契約法人ID; null: the profile does not say. */
  readonly idDigits: number | null
  /** When a renewal can be made, until when, and what applies afterwards. */
  readonly rules: RenewalRules
}

/** Where a new key goes: onto a token, or into the computer's own store. */
export type StoreKind = Store['kind']

/** Who makes the key of the new certificate. */
export type Maker = 'koshin' | 'application' | 'download' | 'browser'

/** A place in the browser that waits for something: an answer goes there and nowhere else. */
export interface PagePlace {
  readonly tabId: number
  readonly frameId: number
  readonly documentId: string
  readonly origin: string
}

/** A notice that was seen, and the screen the user is on now. */
export interface Notice {
  readonly bank: BankFace
  readonly place: PagePlace
  readonly screen: string
  readonly kind: ScreenKind
  readonly step: Step
  /** The steps of this bank, in order. */
  readonly steps: readonly Step[]
  /** Whose log-on this is, as far as a screen said: the id of a role. */
  readonly role: string | null
  /** What to press next, in the bank's words; null: the page moves on by itself. */
  readonly next: string | null
  /** ISO day in Japan. */
  readonly expiry: string | null
  /** Time of that day, `08:59`, where the page prints one. */
  readonly expiryTime: string | null
  readonly corporateId: string | null
  readonly userId: string | null
  /** Where the bank's next button puts it, or the only place that the bank knows; null: the bank does not say. */
  readonly store: StoreKind | null
  /** Who makes the key: Koshin, when the bank's page asks for one; else Koshin leads the way only. */
  readonly maker: Maker
  /** Key that the bank's profile asks for; without a meaning where Koshin does not make it. */
  readonly algorithm: KeyAlgorithm
  readonly answerWithinSeconds: number
}

/** The click that is held, or the call of the page's script that waits. */
export type Waiting =
  | { readonly kind: 'click'; readonly place: PagePlace }
  | { readonly kind: 'call'; readonly place: PagePlace; readonly callId: string }

/** What the user has agreed to. */
export interface Consent {
  readonly store: string
  readonly storeKind: StoreKind
  readonly follows: CertificateEntry
  readonly algorithm: KeyAlgorithm
  /** It has been renewed before, the user has been told, and wants another one all the same. */
  readonly again: boolean
}

/** One renewal, from the notice to the proof. Plain data: it is stored as it is. */
export type Renewal =
  | { readonly at: 'none' }
  /** A notice is there (popup: ready to start), or the user is being led through the bank's screens (`started`). */
  | { readonly at: 'noticed'; readonly notice: Notice; readonly started: boolean }
  /** The consent window is open. */
  | {
      readonly at: 'asking'
      readonly notice: Notice
      readonly waiting: Waiting
      /** See PageWish. */
      readonly store: StoreKind | null
    }
  /** The host makes the key and signs the request. `progress` null: just asked. */
  | {
      readonly at: 'making'
      readonly notice: Notice
      readonly waiting: Waiting
      readonly consent: Consent
      readonly progress: ProgressStep | null
      readonly enrolment: Enrolment | null
    }
  /** The request is ready or with the bank; its answer is awaited. */
  | {
      readonly at: 'requested'
      readonly notice: Notice
      readonly consent: Consent
      readonly enrolment: Enrolment
      /** PKCS#10 in DER, base64. */
      readonly request: string
      /** The page has fetched a request for this key, now or perhaps in an earlier try: a bank may be issuing for it. */
      readonly handed: boolean
    }
  /** The host writes the certificate and proves it. `notice` null: continued later, away from the bank's page. */
  | {
      readonly at: 'installing'
      readonly notice: Notice | null
      readonly waiting: Waiting | null
      readonly enrolment: Enrolment
      readonly progress: ProgressStep | null
    }
  | {
      readonly at: 'done'
      readonly notice: Notice | null
      readonly enrolment: Enrolment
      readonly certificate: CertificateEntry
    }
  | {
      readonly at: 'failed'
      readonly notice: Notice | null
      readonly error: ErrorReport
      readonly during: 'preparing' | 'waiting' | 'installing' | 'discarding'
      /** The click is still held, so that trying again goes on where it stopped. A call is answered at once. */
      readonly waiting: Waiting | null
      readonly consent: Consent | null
      /** The enrolment that can be continued or discarded, where there is one. */
      readonly enrolment: Enrolment | null
    }
