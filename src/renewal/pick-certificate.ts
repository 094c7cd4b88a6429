import { commonName } from '../certificate/certificate.ts'
import type { CertificateEntry } from '../protocol/schema.ts'
import { roleOf } from './role-of.ts'
import type { BankFace } from './state.ts'

/** Which certificate to pick at a bank's log-on. Browsers list old ones and other people's side by side. */
export type Pick =
  /** The newest of the only ID that fits. */
  | { readonly pick: 'this'; readonly certificate: CertificateEntry }
  /** Several people's certificates fit: the newest of each. */
  | { readonly pick: 'one-of'; readonly certificates: readonly CertificateEntry[] }
  /** All that fit have ended; this is the newest. */
  | { readonly pick: 'none-valid'; readonly certificate: CertificateEntry }
  | { readonly pick: 'unknown' }

const newest = (certificates: readonly CertificateEntry[]): CertificateEntry[] => {
  const byName = new Map<string, CertificateEntry>()
  for (const certificate of certificates.toSorted((a, b) => a.notAfter.localeCompare(b.notAfter)))
    byName.set(commonName(certificate.subject), certificate)
  return [...byName.values()]
}

/**
 * @param role the one that logs on at this screen; null: any of the bank's
 * @param now milliseconds since the epoch
 */
export const pickCertificate = (
  bank: BankFace,
  role: string | null,
  certificates: readonly CertificateEntry[],
  now: number,
): Pick => {
  const fitting = newest(
    certificates.filter((certificate) => {
      const own = roleOf(certificate, bank)
      return certificate.key !== 'absent' && own !== null && (role === null || own.id === role)
    }),
  )
  const valid = fitting.filter(({ notAfter }) => Date.parse(notAfter) >= now)
  const [first, second] = valid
  if (first) return second ? { pick: 'one-of', certificates: valid } : { pick: 'this', certificate: first }
  const ended = fitting.at(-1)
  return ended ? { pick: 'none-valid', certificate: ended } : { pick: 'unknown' }
}
