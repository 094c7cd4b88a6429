import { certificateTemplate } from '../templates.ts'
import type { NewCertificate } from '../verbs.ts'
import type { Cryptoki, Handle } from './cryptoki.ts'
import { freeLabel } from './nickname.ts'

/** Puts a certificate beside its key. */
export const writeCertificate = (cryptoki: Cryptoki, session: Handle, certificate: NewCertificate): void => {
  const label = freeLabel(cryptoki, session, certificate.label, certificate.subjectDer)
  cryptoki.create(session, certificateTemplate({ ...certificate, label }))
}
