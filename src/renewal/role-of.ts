import type { Role } from '../bank/profile.ts'
import { bankIdOf } from '../certificate/bank-id.ts'
import type { CertificateEntry } from '../protocol/schema.ts'
import type { BankFace } from './state.ts'

/**
 * Whose certificate this is at a bank, by its common name: 契約法人ID alone or with 利用者ID behind it (seeds/000). Null where the name
 * is none of the bank's, or where the bank's profile does not say how its names are made.
 */
export const roleOf = (certificate: CertificateEntry, { roles, idDigits }: BankFace): Role | null => {
  const name = bankIdOf(certificate)
  if (idDigits === null || !new RegExp(`^\\d{${idDigits}}[0-9A-Za-z]*$`).test(name)) return null
  const hasMore = name.length > idDigits
  return roles.find(({ commonName: parts }) => parts.includes('userId') === hasMore) ?? null
}
