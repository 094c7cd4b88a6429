import type { Refusal } from '../bank/accept-profile.ts'
import type { ClaimSource } from '../bank/bank-of-origin.ts'
import type { GeneralReading } from '../notice/reading.ts'
import type { Rules } from '../policy/rules.ts'
import type { ErrorReport } from '../protocol/errors.ts'
import type { CertificateEntry, Enrolment, Language, ModuleReport, Store } from '../protocol/schema.ts'
import type { Remembered } from '../reminder/told.ts'
import type { Holdings } from './holdings.ts'
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
      /** Why nothing can be made for this wish, by the administrator's rules. */
      readonly refusal: ErrorReport | null
      /** The certificate to be followed: the only one that fits the notice, or null. */
      readonly follows: CertificateEntry | null
      /** All that could be it, newest first (several: the user chooses; none: certificate-missing). */
      readonly candidates: readonly CertificateEntry[]
      /** The certificate that has taken the place of the one that the notice is about; null: it is still to be renewed. */
      readonly renewed: CertificateEntry | null
      /** Where the new key goes unless the user chooses otherwise; null: no token, or several and none holds `follows`. */
      readonly store: string | null
      /** Enrolments that are neither done nor discarded, newest first. */
      readonly pending: readonly Enrolment[]
      /** Ids of those whose answer this browser keeps: the host could not, or what it found wrong may be put right. */
      readonly answersHere: readonly string[]
      /** Records of enrolments that the host cannot read. */
      readonly unreadable: number
      /** Keys of Koshin on the tokens that are connected, of which nothing else is known. */
      readonly strayKeys: number
    }

/** What became of the user's wish to have the page in front looked at. */
export type Looked =
  | { readonly state: 'looking' }
  | { readonly state: 'seen'; readonly reading: GeneralReading }
  /** The browser lets nobody read this page, or it was on its way out. */
  | { readonly state: 'unreadable' }

/** The page in the active tab, as far as Koshin may know. */
export type Site =
  /** Not an https page, or the browser does not tell. */
  | { readonly state: 'unknown' }
  /** No permission, or no bank assigned, for this host: the user may ask for it. */
  | {
      readonly state: 'not-allowed'
      readonly origin: string
      readonly banks: readonly BankFace[]
      /** Whose it is, where somebody has said so: only the browser's permission is missing. */
      readonly claimedBy: string | null
      /** What was seen when the user asked; null: nobody has asked yet. */
      readonly looked: Looked | null
    }
  | { readonly state: 'allowed'; readonly origin: string; readonly bank: BankFace }

type BankName = Pick<BankFace, 'id' | 'name' | 'service'>

/** A host that has a bank. */
export interface KnownSite {
  /** Match pattern, `https://<host>/*`. */
  readonly pattern: string
  readonly bank: BankName
  readonly source: ClaimSource
  /** The browser lets Koshin read it. */
  readonly allowed: boolean
}

/** A profile that can be used. */
export interface KnownProfile {
  readonly bank: BankName
  readonly source: 'bundled' | 'added' | 'policy'
  /** Its own hosts, as match patterns. */
  readonly origins: readonly string[]
  /** How many screens it knows. */
  readonly screens: number
  /** The administrator's profile of the same id is used instead. */
  readonly overruled: boolean
}

/** Something that was given to Koshin and cannot be used. */
export interface RefusedSetting {
  readonly source: 'added' | 'policy'
  /** The profile's id where it says one, else its place in the policy: `profiles[0]`. */
  readonly name: string
  /** The first of them. */
  readonly problems: readonly Refusal[]
  /** How many more there are. */
  readonly more: number
}

/** What became of the last report that was to be written for the administrator. */
export interface Exported {
  /** Milliseconds since the epoch. */
  readonly at: number
  /** null: it lies where the administrator wants it. */
  readonly error: ErrorReport | null
}

/** What the options page shows. */
export interface Settings {
  readonly rules: Rules
  /** null: none has been tried. */
  readonly exported: Exported | null
  readonly sites: readonly KnownSite[]
  readonly profiles: readonly KnownProfile[]
  readonly refused: readonly RefusedSetting[]
}

/** All that popup and consent window draw from. They own no truth: the background writes a new one at each change. */
export interface Snapshot {
  readonly language: Language
  readonly renewal: Renewal
  readonly readiness: Readiness
  readonly site: Site
  readonly settings: Settings
  /** Certificates whose last day matters, the most urgent first. */
  readonly due: readonly Remembered[]
  /** What the page of certificates shows; also whether this browser finds a new certificate. */
  readonly holdings: Holdings
  /** Milliseconds since the epoch when this was written: days left are counted from here. */
  readonly now: number
}
