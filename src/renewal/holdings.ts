import type { Removability } from '../certificate/removable.ts'
import type { Rules } from '../policy/rules.ts'
import type { ErrorReport } from '../protocol/errors.ts'
import type { ProgressStep, Sight } from '../protocol/host.ts'
import type { CertificateEntry, Enrolment, Store } from '../protocol/schema.ts'
import type { Revocation } from '../revocation/revocation.ts'
import type { CertificateRow, PendingRow } from '../status/report.ts'
import { offeredStores } from './offered-stores.ts'
import type { BankFace } from './state.ts'

/** All certificates of all stores, and what is being done with one of them: what the page of certificates shows. */

/** A certificate, and whose it is as far as anybody knows. */
export interface Holding {
  readonly certificate: CertificateEntry
  /** null: no bank that is known here. */
  readonly bank: BankFace | null
  /** What can be said of it in a list or a report. */
  readonly row: CertificateRow
  readonly removal: Removability<CertificateEntry>['reason']
}

/** An enrolment that is under way. */
export interface Unfinished {
  readonly row: PendingRow
  readonly enrolment: Enrolment
  /** null: no bank that is known here. */
  readonly bank: BankFace | null
  /** This browser keeps the bank's answer: the host has not got it. */
  readonly answerHere: boolean
  /** Origin of the bank's page on which it goes on; null: nobody knows one. */
  readonly page: string | null
}

export type Deed = 'import' | 'move' | 'prove' | 'remove' | 'connect'

/** What is being done; one thing at a time. */
export interface Work {
  readonly deed: Deed
  /** The file, certificate or store it is done with, as people call it. */
  readonly about: string
  /** null: just asked. */
  readonly progress: ProgressStep | null
}

/** What came of the last thing that was done, until it has been read. */
export type Outcome =
  | {
      readonly came: 'imported'
      readonly fileName: string
      readonly imported: readonly { readonly certificate: CertificateEntry; readonly wasThere: boolean }[]
    }
  | { readonly came: 'moved' | 'proven' | 'removed'; readonly certificate: CertificateEntry }
  | { readonly came: 'connected'; readonly about: string; readonly sight: Sight }
  | { readonly came: 'failed'; readonly deed: Deed; readonly about: string; readonly error: ErrorReport }

export interface Holdings {
  /** `never`: nobody has asked the host yet. */
  readonly state: 'never' | 'looking' | 'known'
  /** The host could not be asked. */
  readonly error: ErrorReport | null
  /** Network name of this computer, by which a report of it is known; null: the host has not said. */
  readonly computer: string | null
  readonly stores: readonly Store[]
  /** Kinds of stores that a key may go to, by the administrator's rules; null: all. */
  readonly allowedStores: Rules['stores']
  readonly certificates: readonly Holding[]
  /** Newest first. */
  readonly pending: readonly Unfinished[]
  /** Keys of Koshin on the tokens that are connected, of which nothing else is known. */
  readonly strayKeys: number
  /** Records of enrolments that the host cannot read. */
  readonly unreadable: number
  /** By the URI of a certificate: origin of its bank's page; without one, nobody knows it. */
  readonly bankPages: Readonly<Record<string, string>>
  /** By store: whether this browser finds what lies there; null: being looked for, or not to be found out. */
  readonly sights: Readonly<Record<string, Sight | null>>
  /** By SHA-256 of a certificate: whether it has been revoked, where the user has asked. */
  readonly revocations: Readonly<Record<string, Revocation>>
  /** URIs of certificates on tokens that are to be removed: only once that was said a second time. */
  readonly marked: readonly string[]
  readonly work: Work | null
  readonly outcome: Outcome | null
}

export const NOTHING_LISTED: Holdings = {
  state: 'never',
  error: null,
  computer: null,
  stores: [],
  allowedStores: null,
  certificates: [],
  pending: [],
  strayKeys: 0,
  unreadable: 0,
  bankPages: {},
  sights: {},
  revocations: {},
  marked: [],
  work: null,
  outcome: null,
}

export const storeOf = ({ stores }: Holdings, { store }: CertificateEntry): Store | null =>
  stores.find(({ uri }) => uri === store) ?? null

/** Where a file's certificate can be put. */
export const targetsOfImport = ({ stores, allowedStores }: Holdings): Store[] =>
  offeredStores(stores, { stores: allowedStores }).filter(({ writable }) => writable)

/** Tokens that a certificate can be moved to and does not lie on yet; its key must be able to leave the computer's store. */
export const targetsOfMove = (holdings: Holdings, certificate: CertificateEntry): Store[] => {
  const { mayLeave, key, sha256 } = certificate
  if (storeOf(holdings, certificate)?.kind !== 'computer' || mayLeave === 'no' || key === 'absent') return []
  const copies = holdings.certificates.filter((one) => one.certificate.sha256 === sha256)
  const takenBy = new Set(copies.map((one) => one.certificate.store))
  return targetsOfImport(holdings).filter(({ kind, uri }) => kind === 'token' && !takenBy.has(uri))
}

/** Where there is no way back, a first press only marks it. */
export const isMarkedFirst = (holdings: Holdings, certificate: CertificateEntry): boolean =>
  storeOf(holdings, certificate)?.kind === 'token'

/** The last one that is valid stays; where a newer one is still to be proven, the host does that first. */
export const mayRemove = ({ removal }: Holding): boolean => removal !== 'needed'
