import { CKA, CKO } from '../constants.ts'
import { labelledTemplate } from '../templates.ts'
import type { Cryptoki, Handle } from './cryptoki.ts'

/** More certificates than anybody has under one name. */
const MOST = 100

const isTaken = (cryptoki: Cryptoki, session: Handle, label: string, subjectDer: Uint8Array): boolean =>
  cryptoki
    .find(session, labelledTemplate(CKO.CERTIFICATE, label))
    .some((found) => cryptoki.read(session, found, CKA.SUBJECT)?.equals(subjectDer) !== true)

/**
 * A label for a certificate. NSS refuses one that a certificate of another subject has already (CKR_ATTRIBUTE_VALUE_INVALID);
 * of the same subject there may be any number under one label or several.
 */
export const freeLabel = (cryptoki: Cryptoki, session: Handle, label: string, subjectDer: Uint8Array): string => {
  if (!cryptoki.hasNicknames) return label
  const labels = Array.from({ length: MOST }, (_, at) => (at === 0 ? label : `${label} (${at + 1})`))
  return labels.find((candidate) => !isTaken(cryptoki, session, candidate, subjectDer)) ?? label
}
