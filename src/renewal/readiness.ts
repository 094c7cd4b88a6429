import { bankIdOf } from '../certificate/bank-id.ts'
import type { KeyAlgorithm } from '../certificate/certificate.ts'
import { dayInJapan } from '../certificate/validity.ts'
import type { CertificateEntry, Enrolment, Store } from '../protocol/schema.ts'
import { isOfUse } from './offered-stores.ts'
import { roleOf } from './role-of.ts'
import type { BankFace, StoreKind } from './state.ts'

/** What a notice says of the certificate that is to be renewed. */
export interface Wanted {
  readonly expiry: string | null
  readonly corporateId: string | null
  readonly userId: string | null
  /** Whose log-on it is, and at which bank: tells a user's certificate from the administrator's where only the company's ID is said. */
  readonly role: string | null
  readonly bank: BankFace
}

/**
 * A certificate's CN carries the bank's ID: 契約法人ID for an administrator, 契約法人ID and 利用者ID behind it for a user
 * (seeds/000), with or without a separator.
 */
const carriesId = (certificate: CertificateEntry, { corporateId, userId }: Wanted): boolean => {
  if (!corporateId) return true
  const name = bankIdOf(certificate)
  return userId ? name === `${corporateId}${userId}` : name.startsWith(corporateId)
}

/** A certificate that was moved lies in two stores, and is one all the same: the first of the list stands for it. */
const eachOnce = (certificates: readonly CertificateEntry[]): CertificateEntry[] => [
  ...new Map(certificates.toReversed().map((one) => [one.sha256, one])).values(),
]

/**
 * The certificates that a renewal could follow, the one that ends last first. One that is known to have lost its key, or that does
 * not fit what the notice says, is none of them.
 */
export const candidates = (wanted: Wanted, certificates: readonly CertificateEntry[]): CertificateEntry[] =>
  eachOnce(certificates.filter(({ key }) => key !== 'absent'))
    .filter((certificate) => carriesId(certificate, wanted))
    .filter(
      (certificate) => wanted.role === null || (roleOf(certificate, wanted.bank)?.id ?? wanted.role) === wanted.role,
    )
    .filter((certificate) => !wanted.expiry || dayInJapan(certificate.notAfter) === wanted.expiry)
    .toSorted((a, b) => b.notAfter.localeCompare(a.notAfter))

/**
 * Where the key goes unless the user says otherwise: beside the old one, else the only token; null: the user must say.
 * @param follows the certificates that could be the old one
 * @param wish where the bank's button puts it; null: it does not say
 */
export const usualStore = (
  stores: readonly Store[],
  follows: readonly CertificateEntry[],
  wish: StoreKind | null,
): string | null => {
  const fitting = stores.filter(isOfUse).filter(({ writable, kind }) => writable && (wish === null || kind === wish))
  const [home, another] = new Set(follows.map(({ store }) => store))
  const beside = another === undefined ? fitting.find(({ uri }) => uri === home) : undefined
  const likely = wish === 'computer' ? fitting : fitting.filter(({ kind }) => kind === 'token')
  return (beside ?? (likely.length === 1 ? likely[0] : undefined))?.uri ?? null
}

const OPEN: ReadonlySet<Enrolment['state']> = new Set([
  'planned',
  'key-made',
  'requested',
  'issued',
  'written',
  'proven',
])

/** Neither done nor discarded, newest first. */
export const pendingEnrolments = (enrolments: readonly Enrolment[]): Enrolment[] =>
  enrolments.filter((enrolment) => OPEN.has(enrolment.state)).toSorted((a, b) => b.createdAt.localeCompare(a.createdAt))

const BEFORE_ANSWER: ReadonlySet<Enrolment['state']> = new Set(['planned', 'key-made', 'requested'])

/** An earlier enrolment whose key serves this one too: same origin (if it is still known), store, bank ID and kind of key, no answer yet. */
export const resumable = (
  pending: readonly Enrolment[],
  wanted: { origin: string; store: string; subject: string; algorithm: KeyAlgorithm },
): Enrolment | null =>
  pending.find(
    (enrolment) =>
      BEFORE_ANSWER.has(enrolment.state) &&
      (enrolment.origin ?? wanted.origin) === wanted.origin &&
      enrolment.store === wanted.store &&
      enrolment.subject === wanted.subject &&
      enrolment.algorithm === wanted.algorithm,
  ) ?? null
