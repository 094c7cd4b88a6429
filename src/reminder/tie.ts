import type { Role } from '../bank/profile.ts'
import { bankIdOf, plainId } from '../certificate/bank-id.ts'
import { sameName } from '../certificate/certificate.ts'
import { dayInJapan } from '../certificate/validity.ts'
import type { CertificateEntry, Enrolment } from '../protocol/schema.ts'
import { roleOf } from '../renewal/role-of.ts'
import type { BankFace } from '../renewal/state.ts'

/** What a bank's page has said of a certificate: remembered, so that the bank need not be visited again. */
export interface SeenNotice {
  readonly origin: string
  readonly corporateId: string | null
  readonly userId: string | null
  /** ISO day in Japan; null: none was printed, or the renewal has been made. */
  readonly expiry: string | null
}

/** All that is known of certificates and of whose they are. */
export interface Knowledge {
  readonly certificates: readonly CertificateEntry[]
  readonly enrolments: readonly Enrolment[]
  readonly notices: readonly SeenNotice[]
  /** The bank of an origin, where it still has one. */
  readonly banks: Readonly<Record<string, BankFace>>
  /** Every bank that Koshin knows, visited or not: how their certificates are named. */
  readonly known: readonly BankFace[]
  /** Days of reminding where no bank is known; left out: as most banks do (USUAL_DAYS). */
  readonly usualDays?: readonly number[]
}

/**
 * A certificate is a bank's. `bank` null: of one that has no name here any more, or of one whose name is not certain. `like`: the bank
 * whose rules hold: its own, or the only one known to have certificates of the same issuer.
 */
export interface Tie {
  readonly bank: BankFace | null
  readonly like: BankFace | null
  readonly role: Role | null
}

/** The same person's certificate, from the same authority: the old one, the new one. */
export const isSameHolder = (a: CertificateEntry, b: CertificateEntry): boolean =>
  bankIdOf(a) === bankIdOf(b) && sameName(a.issuer, b.issuer)

/** An enrolment has made it, or has been made to follow it: the same name, on the same token or from the same authority. */
export const isOfEnrolment = (
  certificate: CertificateEntry,
  { certificate: made, subject, store }: Enrolment,
): boolean =>
  made?.sha256 === certificate.sha256 ||
  (plainId(subject) === bankIdOf(certificate) &&
    (store === certificate.store || (made !== null && sameName(made.issuer, certificate.issuer))))

/** All IDs of a company begin with its 契約法人ID; a notice without any ID tells a certificate by its last day. */
export const isOfNotice = (certificate: CertificateEntry, { corporateId, expiry }: SeenNotice): boolean =>
  corporateId ? bankIdOf(certificate).startsWith(plainId(corporateId)) : dayInJapan(certificate.notAfter) === expiry

/** Origins whose bank is known to have issued this very certificate. */
const originsOf = (certificate: CertificateEntry, { enrolments, notices }: Knowledge): string[] => [
  ...enrolments.filter((enrolment) => isOfEnrolment(certificate, enrolment)).flatMap(({ origin }) => origin ?? []),
  ...notices.filter((notice) => isOfNotice(certificate, notice)).map(({ origin }) => origin),
]

/** Where its bank was seen: the page that gave notice of it, or for which its key was made; null: nobody has seen one. */
export const originOf = (certificate: CertificateEntry, knowledge: Knowledge): string | null =>
  originsOf(certificate, knowledge)[0] ?? null

/** 契約法人ID is so many digits, alone or with 利用者ID behind it: nobody else names certificates like that. */
const isNamedAsAtABank = (certificate: CertificateEntry, { known }: Knowledge): boolean =>
  known.some((bank) => roleOf(certificate, bank) !== null)

/**
 * Whose certificate it is; null: no bank's, as far as anybody knows (a VPN's, somebody's mail). Several banks may share an
 * issuer, so a certificate that is tied by its issuer alone is not given a bank's name.
 */
export const tieOf = (certificate: CertificateEntry, knowledge: Knowledge): Tie | null => {
  const { certificates, banks } = knowledge
  const origin = originOf(certificate, knowledge)
  if (origin !== null) {
    const bank = banks[origin] ?? null
    return { bank, like: bank, role: bank && roleOf(certificate, bank) }
  }
  const siblings = certificates.filter((other) => sameName(other.issuer, certificate.issuer))
  const origins = siblings.flatMap((sibling) => originsOf(sibling, knowledge))
  if (origins.length === 0)
    return isNamedAsAtABank(certificate, knowledge) ? { bank: null, like: null, role: null } : null
  const likes = new Map(origins.map((one) => [banks[one]?.id, banks[one]]))
  const [like = null] = likes.size === 1 ? likes.values() : []
  return { bank: null, like, role: null }
}
