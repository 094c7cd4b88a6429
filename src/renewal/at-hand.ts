import type { CertificateEntry } from '../protocol/schema.ts'
import type { Held } from '../reminder/held.ts'
import { successionOf } from '../reminder/succession.ts'
import { isSameHolder } from '../reminder/tie.ts'
import type { AtHand } from './mark-of.ts'
import { pickCertificate } from './pick-certificate.ts'
import { candidates } from './readiness.ts'
import { roleOf } from './role-of.ts'
import type { BankFace, Notice } from './state.ts'

/** What the certificates in the stores mean for the screen that is seen. */

/** The newest that has taken the place of the one that a notice is about; null: it is still to be renewed. */
export const renewedOf = (notice: Notice, held: Held): CertificateEntry | null => {
  if (notice.expiry === null) return null
  const [old, another] = candidates(notice, held.certificates)
  if (!old || another || successionOf(old, held) !== 'proven') return null
  const later = held.certificates.filter((one) => isSameHolder(one, old) && one.notAfter > old.notAfter)
  return later.toSorted((a, b) => a.notAfter.localeCompare(b.notAfter)).at(-1) ?? null
}

/** @param now milliseconds since the epoch */
export const atHand = (notice: Notice, held: Held, now: number): AtHand => ({
  pick: pickCertificate(notice.bank, notice.role, held.certificates, now),
  renewed: renewedOf(notice, held),
})

const DAY_MS = 24 * 3600 * 1000

/**
 * Is there something to say at this bank's log-on? People log on every day: words are for the weeks in which a certificate
 * is due, and for when there are old and new ones to confuse.
 */
export const isLogOnOfInterest = (
  { bank, role }: { bank: BankFace; role: string | null },
  held: Held,
  now: number,
): boolean => {
  const own = held.certificates.filter((one) => {
    const its = roleOf(one, bank)
    return its !== null && (role === null || its.id === role)
  })
  const soon = now + (bank.rules.daysBefore + 1) * DAY_MS
  return own.length > 1 || own.some(({ notAfter }) => Date.parse(notAfter) < soon)
}
