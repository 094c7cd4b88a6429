import type { AnswerVerdict, Candidate } from '../../src/pki/judge-answer.ts'
import { KoshinError } from '../../src/protocol/errors.ts'
import type { HostParams } from '../../src/protocol/host.ts'
import { judge } from '../answer/judge.ts'
import { type EnrolmentRecord, isOpen, isWritten } from '../journal/record.ts'
import type { HostContext } from './context.ts'
import { spkiOf } from './enrolment-view.ts'

/** What the bank sent: saved first, then read, matched to its key, checked. */

/** What an answer is judged by, beside the key and the certificate of before. */
export type Grounds = Pick<HostParams<'enrolment.install'>, 'issuers' | 'bankAhead' | 'acceptSubjectOf'>

/** Enrolments of the same site that an answer may be for, the one that was named first. */
const candidates = (named: EnrolmentRecord, { journal }: HostContext): EnrolmentRecord[] => [
  named,
  ...journal
    .list()
    .records.filter((other) => other.id !== named.id && other.origin === named.origin && isOpen(other) && other.spki),
]

const candidateOf = (record: EnrolmentRecord): Candidate => ({
  spki: spkiOf(record),
  previous: record.previous === null ? null : Buffer.from(record.previous, 'base64'),
})

/** @throws KoshinError certificate-missing: a rescued enrolment, and nothing says which certificate it follows */
const leafOf = ({ outcome }: AnswerVerdict): Uint8Array => {
  if ('leaf' in outcome) return outcome.leaf
  throw new KoshinError(outcome.refusal.code, outcome.refusal.data)
}

/**
 * Takes in a saved answer. One that comes late, or from an earlier attempt, finds its own enrolment by the public key in
 * it. @returns the enrolment that it is for, with its certificate.
 * @throws KoshinError answer-…, clock-wrong: nothing is lost, the answer stays saved and another one may come
 */
export const takeAnswer = async (
  named: EnrolmentRecord,
  raw: Uint8Array,
  { issuers, bankAhead, acceptSubjectOf }: Grounds,
  context: HostContext,
): Promise<EnrolmentRecord> => {
  const records = candidates(named, context)
  const verdict = await judge({
    raw,
    candidates: records.map(candidateOf),
    issuers: issuers.map((issuer) => Buffer.from(issuer, 'base64')),
    now: context.now(),
    bankAhead,
    acceptSubjectOf,
  })
  const match = records[verdict.match ?? -1]
  const record = match ?? named
  if (record.id !== named.id) context.journal.saveAnswer(record, raw)
  // Its certificate is on the token: what comes now is the same once more, and changes nothing.
  if (match !== undefined && isWritten(match)) return match
  return context.journal.advance(record.id, 'issued', { certificate: Buffer.from(leafOf(verdict)).toString('base64') })
}

/** Whether a saved answer has a certificate for a key; one that cannot be read has none. */
export const answersKey = async (raw: Uint8Array, spki: Uint8Array): Promise<boolean> => {
  const nothingElse = { issuers: [], now: 0, bankAhead: null, acceptSubjectOf: null }
  try {
    return (await judge({ raw, candidates: [{ spki, previous: null }], ...nothingElse })).match !== null
  } catch (error) {
    if (error instanceof KoshinError) return false
    throw error
  }
}
