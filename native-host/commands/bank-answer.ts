import { readAnswer } from '../../src/pki/answer.ts'
import { checkIssued } from '../../src/pki/check-issued.ts'
import { findLeaf } from '../../src/pki/find-leaf.ts'
import { KoshinError } from '../../src/protocol/errors.ts'
import { type EnrolmentRecord, isOpen, isWritten } from '../journal/record.ts'
import { hexOf, sha256, verifies } from '../pkcs11/signature.ts'
import type { HostContext } from './context.ts'

/** What the bank sent: saved first, then read, matched to its key, checked. */

const spkiOf = (record: EnrolmentRecord): Uint8Array => Buffer.from(record.spki ?? '', 'base64')
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

const check = (record: EnrolmentRecord, certificates: readonly Uint8Array[], now: number): Uint8Array =>
  checkIssued({
    certificates,
    spki: spkiOf(record),
    previous: Buffer.from(record.previous, 'base64'),
    now,
    sha256,
    verify: verifies,
  }).leaf

/**
 * Takes in a saved answer. @returns the enrolment that it is for, with its certificate.
 * @throws KoshinError answer-…: nothing is lost, the answer stays saved and another one may come
 */
export const takeAnswer = (named: EnrolmentRecord, raw: Uint8Array, context: HostContext): EnrolmentRecord => {
  const certificates = readAnswer(raw)
  const match = matching(named, certificates, context)
  const record = match ?? named
  if (record.id !== named.id) context.journal.saveAnswer(record.id, raw)
  // Its certificate is on the token: what comes now is the same once more, and changes nothing.
  if (match !== undefined && isWritten(match)) return match
  const leaf = check(record, certificates, context.now())
  return context.journal.advance(record.id, 'issued', { certificate: Buffer.from(leaf).toString('base64') })
}

/** The answer saved before. @throws KoshinError answer-missing */
export const savedAnswer = ({ id }: EnrolmentRecord, { journal }: HostContext): Uint8Array => {
  const raw = journal.readAnswer(id)
  if (raw === null) throw new KoshinError('answer-missing')
  return raw
}
