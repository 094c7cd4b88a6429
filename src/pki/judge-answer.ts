import { type ErrorReport, KoshinError, toReport } from '../protocol/errors.ts'
import { readAnswer } from './answer.ts'
import { hexText } from './bytes.ts'
import { type Cryptography, checkIssued, type Grounds } from './check-issued.ts'
import { findLeaf } from './find-leaf.ts'

/** Everything about an answer in one go, of plain data and in plain data: it is done where it can be stopped. */

/** One of our keys that an answer may be for. */
export interface Candidate {
  readonly spki: Uint8Array
  /** DER of the certificate that the new one follows; null: not known, and so nothing can be judged. */
  readonly previous: Uint8Array | null
}

export interface AnswerQuestion extends Omit<Grounds, keyof Candidate> {
  /** As the bank sent it. */
  readonly raw: Uint8Array
  /** The first is the one that the answer was handed in for. */
  readonly candidates: readonly Candidate[]
}

export interface AnswerVerdict {
  /** Which candidate's key is in the answer; null: none's, or the answer cannot be read. */
  readonly match: number | null
  /** DER of its certificate; or why it is refused. */
  readonly outcome: { readonly leaf: Uint8Array } | { readonly refusal: ErrorReport }
}

const matchIn = (certificates: readonly Uint8Array[], { candidates }: AnswerQuestion, { sha256 }: Cryptography) => {
  const keys = candidates.map(({ spki }) => hexText(sha256(spki)))
  const found = findLeaf(certificates, keys, sha256)
  return found ? keys.indexOf(found.spkiSha256) : null
}

const leafFor = (
  candidate: Candidate | undefined,
  certificates: readonly Uint8Array[],
  grounds: Omit<Grounds, keyof Candidate>,
  cryptography: Cryptography,
): Uint8Array => {
  if (!candidate?.previous) throw new KoshinError('certificate-missing')
  const { spki, previous } = candidate
  return checkIssued({ ...grounds, spki, previous, certificates, ...cryptography }).leaf
}

/** An answer that is for none of the candidates is judged as one for the first. */
export const judgeAnswer = (question: AnswerQuestion, cryptography: Cryptography): AnswerVerdict => {
  const { raw, candidates, ...grounds } = question
  let match: number | null = null
  try {
    const certificates = readAnswer(raw)
    match = matchIn(certificates, question, cryptography)
    return { match, outcome: { leaf: leafFor(candidates[match ?? 0], certificates, grounds, cryptography) } }
  } catch (error) {
    if (!(error instanceof KoshinError)) throw error
    return { match, outcome: { refusal: toReport(error) } }
  }
}
