import { type Certificate, sameName } from './certificate.ts'

/** Whether an old certificate may be removed. Asked by the extension before it offers it, and by the host before it does it. */

/** A certificate as it lies in a store. `key`: whether its private key is seen there. */
export interface HeldCertificate extends Certificate {
  readonly key: 'present' | 'absent' | 'unknown'
}

export type Removability<C> =
  | { readonly may: true; readonly reason: 'expired' }
  | { readonly may: true; readonly reason: 'replaced'; readonly by: C }
  /** One of `successors` must sign first, the newest before the others: the host has it done when it removes. */
  | { readonly may: false; readonly reason: 'successor-unproven'; readonly successors: readonly C[] }
  /** The last one of its subject and issuer that is valid. */
  | { readonly may: false; readonly reason: 'needed' }

const isNewer = (one: Certificate, than: Certificate): boolean =>
  one.notAfter > than.notAfter || (one.notAfter === than.notAfter && one.notBefore > than.notBefore)

const newestFirst = (a: Certificate, b: Certificate): number => (isNewer(a, b) ? -1 : 1)

const isValid = ({ notBefore, notAfter }: Certificate, now: number): boolean =>
  Date.parse(notBefore) <= now && now <= Date.parse(notAfter)

/** The very same one in another store: it was moved there. */
const isCopy = (one: Certificate, certificate: Certificate): boolean =>
  one !== certificate && one.sha256 === certificate.sha256

const isRenewed = (one: Certificate, certificate: Certificate): boolean =>
  isNewer(one, certificate) && sameName(one.subject, certificate.subject) && sameName(one.issuer, certificate.issuer)

/** Those that can take its place today: valid, not without their key, and a newer one of its subject and issuer or a copy of it. */
const successorsOf = <C extends HeldCertificate>(certificate: C, all: readonly C[], now: number): C[] =>
  all
    .filter((one) => one.key !== 'absent' && isValid(one, now))
    .filter((one) => isRenewed(one, certificate) || isCopy(one, certificate))
    .sort(newestFirst)

/**
 * @param certificate one of `all`, itself
 * @param all everything that is seen in all stores now
 * @param now milliseconds since the epoch
 * @param isProven whether a certificate has signed a moment ago; the extension, which cannot know it, leaves it out
 */
export const removable = <C extends HeldCertificate>(
  certificate: C,
  all: readonly C[],
  now: number,
  isProven: (one: C) => boolean = () => false,
): Removability<C> => {
  if (Date.parse(certificate.notAfter) < now) return { may: true, reason: 'expired' }
  const successors = successorsOf(certificate, all, now)
  const by = successors.find(isProven)
  if (by !== undefined) return { may: true, reason: 'replaced', by }
  return successors.length > 0
    ? { may: false, reason: 'successor-unproven', successors }
    : { may: false, reason: 'needed' }
}
