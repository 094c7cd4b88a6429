import { KoshinError } from '../../src/protocol/errors.ts'
import type { CertificateEntry, Enrolment } from '../../src/protocol/schema.ts'
import { type EnrolmentRecord, isWritten } from '../journal/record.ts'
import { tokenText, tokenUri } from '../pkcs11/names.ts'
import { kindOf } from '../pkcs11/token-facts.ts'
import { certificateEntry } from './certificate-entry.ts'

export const keyIdOf = ({ keyId }: EnrolmentRecord): Uint8Array => Buffer.from(keyId, 'hex')

/** SubjectPublicKeyInfo of the key. @throws KoshinError enrolment-state: none has been made yet */
export const spkiOf = (record: EnrolmentRecord): Uint8Array => {
  if (record.spki === null) throw new KoshinError('enrolment-state', { detail: record.state })
  return Buffer.from(record.spki, 'base64')
}

/** Label of everything that is made on the token: how the user finds it again in the driver's own program. */
export const labelOf = ({ subject }: Pick<EnrolmentRecord, 'subject'>): string => `koshin ${subject}`.slice(0, 64)

/** @throws KoshinError enrolment-state: none has been issued yet */
export const issuedCertificate = (record: EnrolmentRecord): Uint8Array => {
  if (record.certificate === null) throw new KoshinError('enrolment-state', { detail: record.state })
  return Buffer.from(record.certificate, 'base64')
}

/** The new certificate as the extension sees it, from the journal: the token may be in somebody's drawer. */
export const newCertificateEntry = (record: EnrolmentRecord): CertificateEntry =>
  certificateEntry(
    record.token,
    {
      id: keyIdOf(record),
      label: labelOf(record),
      der: issuedCertificate(record),
      key: isWritten(record) ? 'present' : 'unknown',
      mayLeave: 'no',
    },
    true,
  )

export const enrolmentView = (record: EnrolmentRecord): Enrolment => ({
  id: record.id,
  state: record.state,
  origin: record.origin,
  bank: record.bank,
  store: tokenUri(record.token),
  storeKind: kindOf(record.keeper),
  storeName: tokenText(record.token),
  algorithm: record.algorithm,
  rescued: record.rescued,
  subject: record.subject,
  createdAt: record.createdAt,
  updatedAt: record.updatedAt,
  certificate: record.certificate === null ? null : newCertificateEntry(record),
})
