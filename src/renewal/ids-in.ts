import { bankIdOf } from '../certificate/bank-id.ts'
import type { CertificateEntry } from '../protocol/schema.ts'
import { roleOf } from './role-of.ts'
import type { BankFace } from './state.ts'

/** 契約法人ID and 利用者ID of a name that is made as a bank of these makes it. */
export const idsIn = (certificate: CertificateEntry, banks: readonly BankFace[]): [string, string | null] | null => {
  const digits = banks.find((bank) => roleOf(certificate, bank) !== null)?.idDigits ?? null
  if (digits === null) return null
  const id = bankIdOf(certificate)
  return [id.slice(0, digits), id.slice(digits) || null]
}
