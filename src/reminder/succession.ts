import type { CertificateEntry, EnrolmentState } from '../protocol/schema.ts'
import type { Held } from './held.ts'
import { isOfEnrolment, isSameHolder } from './tie.ts'

/** Has another certificate taken a certificate's place? */
export type Succession =
  | 'none'
  /** There is a later one, but nobody knows whether its key is there: the old one may be all that works. */
  | 'unproven'
  /** Nothing needs to be told of the old one any more. */
  | 'proven'

const PROVEN: ReadonlySet<EnrolmentState> = new Set(['proven', 'done'])

export const successionOf = (certificate: CertificateEntry, { enrolments, certificates }: Held): Succession => {
  const isLater = ({ notAfter }: CertificateEntry) => Date.parse(notAfter) > Date.parse(certificate.notAfter)
  const isRenewed = enrolments.some(
    (enrolment) =>
      PROVEN.has(enrolment.state) &&
      enrolment.certificate !== null &&
      isLater(enrolment.certificate) &&
      isOfEnrolment(certificate, enrolment),
  )
  const later = certificates.filter(
    (other) => other.key !== 'absent' && isLater(other) && isSameHolder(other, certificate),
  )
  if (isRenewed || later.some(({ key }) => key === 'present')) return 'proven'
  return later.length > 0 ? 'unproven' : 'none'
}
