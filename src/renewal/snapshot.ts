import type { ErrorReport } from '../protocol/errors.ts'
import type { CertificateEntry, Enrolment, Language, ModuleReport, Store } from '../protocol/schema.ts'
import type { BankFace, Renewal } from './state.ts'

/** What is needed before starting, as far as it is known. */
export type Readiness =
  | { readonly state: 'checking' }
  /** The host could not be asked: it is missing, of another version … */
  | { readonly state: 'no-host'; readonly error: ErrorReport }
  | {
      readonly state: 'known'
      readonly modules: readonly ModuleReport[]
      readonly stores: readonly Store[]
      /** The certificate to be followed: the only one that fits the notice, or null. */
      readonly follows: CertificateEntry | null
      /** All that could be it, newest first (several: the user chooses; none: certificate-missing). */
      readonly candidates: readonly CertificateEntry[]
      /** Where the new key goes unless the user chooses otherwise; null: no token, or several and none holds `follows`. */
      readonly store: string | null
      /** Enrolments that are neither done nor discarded, newest first. */
      readonly pending: readonly Enrolment[]
    }

/** The page in the active tab, as far as Koshin may know. */
export type Site =
  /** Not an https page, or the browser does not tell. */
  | { readonly state: 'unknown' }
  /** No permission, or no bank assigned, for this host: the user may ask for it. */
  | { readonly state: 'not-allowed'; readonly origin: string; readonly banks: readonly BankFace[] }
  | { readonly state: 'allowed'; readonly origin: string; readonly bank: BankFace }

/** All that popup and consent window draw from. They own no truth: the background writes a new one at each change. */
export interface Snapshot {
  readonly language: Language
  readonly renewal: Renewal
  readonly readiness: Readiness
  readonly site: Site
  /** Milliseconds since the epoch when this was written: days left are counted from here. */
  readonly now: number
}
