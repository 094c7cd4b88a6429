import { readAnswer } from '../../src/pki/answer.ts'
import { checkIssued } from '../../src/pki/check-issued.ts'
import { findLeaf } from '../../src/pki/find-leaf.ts'
import { KoshinError } from '../../src/protocol/errors.ts'
import type { HostParams } from '../../src/protocol/host.ts'
import { type EnrolmentRecord, isOpen, isWritten } from '../journal/record.ts'
import { hexOf, sha256, verifies } from '../pkcs11/signature.ts'
import type { HostContext } from './context.ts'
import { spkiOf } from './enrolment-view.ts'

/** What the bank sent: saved first, then read, matched to its key, checked. */

/** What an answer is judged by, beside the key and the certificate of before. */
export type Grounds = Pick<HostParams<'enrolment.install'>, 'issuers' | 'bankAhead' | 'acceptSubjectOf'>

const spkiSha256 = (record: EnrolmentRecord): string => hexOf(sha256(spkiOf(record)))

/** Enrolments of the same site that an answer may be for, the one that was named first. */
const candidates = (named: EnrolmentRecord, { journal }: HostContext): EnrolmentRecord[] => [
  named,
  ...journal
    .list()
    .records.filter((other) => other.id !== named.id && other.origin === named.origin && isOpen(other) && other.spki),
]

/** An answer that comes late, or from an earlier attempt, finds its own enrolment by the public key in it. */
const matching = (
  named: EnrolmentRecord,
  certificates: readonly Uint8Array[],
  context: HostContext,
): EnrolmentRecord | undefined => {
  const records = candidates(named, context)
  const leaf = findLeaf(certificates, records.map(spkiSha256), sha256)
  return records.find((record) => spkiSha256(record) === leaf?.spkiSha256)
}

/** @throws KoshinError certificate-missing: a rescued enrolment, and nothing says which certificate it follows */
const check = (record: EnrolmentRecord, certificates: readonly Uint8Array[], now: number): Uint8Array => {
  if (record.previous === null) throw new KoshinError('certificate-missing')
  return checkIssued({
    certificates,
    spki: spkiOf(record),
    previous: Buffer.from(record.previous, 'base64'),
    now,
    sha256,
    verify: verifies,
  }).leaf
}

/**
 * Takes in a saved answer. @returns the enrolment that it is for, with its certificate.
 * @throws KoshinError answer-…: nothing is lost, the answer stays saved and another one may come
 */
export const takeAnswer = async (
  named: EnrolmentRecord,
  raw: Uint8Array,
  _grounds: Grounds,
  context: HostContext,
): Promise<EnrolmentRecord> => {
  const certificates = readAnswer(raw)
  const match = matching(named, certificates, context)
  const record = match ?? named
  if (record.id !== named.id) context.journal.saveAnswer(record, raw)
  // Its certificate is on the token: what comes now is the same once more, and changes nothing.
  if (match !== undefined && isWritten(match)) return match
  const leaf = check(record, certificates, context.now())
  return context.journal.advance(record.id, 'issued', { certificate: Buffer.from(leaf).toString('base64') })
}

/** Whether a saved answer has a certificate for a key; one that cannot be read has none. */
export const answersKey = async (raw: Uint8Array, spki: Uint8Array): Promise<boolean> => {
  try {
    return findLeaf(readAnswer(raw), [hexOf(sha256(spki))], sha256) !== undefined
  } catch (error) {
    if (error instanceof KoshinError) return false
    throw error
  }
}
