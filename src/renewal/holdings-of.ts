import { bankIdOf } from '../certificate/bank-id.ts'
import { removable } from '../certificate/removable.ts'
import type { CertificateEntry } from '../protocol/schema.ts'
import { type Knowledge, tieOf } from '../reminder/tie.ts'
import type { Holding } from './holdings.ts'
import { roleOf } from './role-of.ts'
import type { BankFace } from './state.ts'

/** 契約法人ID and 利用者ID of a name that is made as a bank of these makes it. */
export const idsIn = (certificate: CertificateEntry, banks: readonly BankFace[]): [string, string | null] | null => {
  const digits = banks.find((bank) => roleOf(certificate, bank) !== null)?.idDigits ?? null
  if (digits === null) return null
  const id = bankIdOf(certificate)
  return [id.slice(0, digits), id.slice(digits) || null]
}

const holdingOf = (certificate: CertificateEntry, knowledge: Knowledge): Omit<Holding, 'removal'> => {
  const bank = tieOf(certificate, knowledge)?.bank ?? null
  const [corporateId = null, userId = null] = idsIn(certificate, bank ? [bank] : knowledge.known) ?? []
  return { certificate, bank, corporateId, userId }
}

/**
 * Those that the stores hold now, the one that ends first before the others.
 * @param proven SHA-256 of certificates that have signed while this was open
 * @param now milliseconds since the epoch
 */
export const holdingsOf = (
  certificates: readonly CertificateEntry[],
  knowledge: Knowledge,
  proven: ReadonlySet<string>,
  now: number,
): Holding[] =>
  certificates
    .toSorted((a, b) => a.notAfter.localeCompare(b.notAfter))
    .map((certificate) => ({
      ...holdingOf(certificate, knowledge),
      removal: removable(certificate, certificates, now, ({ sha256 }) => proven.has(sha256)).reason,
    }))
