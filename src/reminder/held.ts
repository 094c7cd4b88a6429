import type { CertificateEntry, Enrolment, Store } from '../protocol/schema.ts'

/** What the host has found in the stores and its journal, kept for the time when a token is away. */
export interface Held {
  readonly certificates: readonly CertificateEntry[]
  readonly enrolments: readonly Enrolment[]
}

/** What the host answers now. */
export interface Found extends Held {
  readonly stores: readonly Store[]
}

/** A certificate whose token is away is still counted; one that is gone from a token that is there is forgotten. */
export const heldAfter = (before: Held, found: Found): Held => {
  const connected = new Set(found.stores.map(({ uri }) => uri))
  const away = before.certificates.filter(({ store }) => !connected.has(store))
  return { certificates: [...away, ...found.certificates], enrolments: found.enrolments }
}

/** A renewal has just come to its end: known before the host is asked again. */
export const heldWith = (before: Held, enrolment: Enrolment, certificate: CertificateEntry): Held => ({
  certificates: [...before.certificates.filter(({ sha256 }) => sha256 !== certificate.sha256), certificate],
  enrolments: [...before.enrolments.filter(({ id }) => id !== enrolment.id), enrolment],
})
