import type { EnrolmentRecord } from './record.ts'

/** What is found on the token and on the disk under an enrolment's name. */
export interface Found {
  readonly key: 'whole' | 'half' | 'none'
  /**
   * - `this`: the certificate of the record lies on the token, byte for byte
   * - `other`: another one for the same key does
   * - `torn`: something that is no certificate for this key does: what an interrupted write leaves
   */
  readonly certificate: 'this' | 'other' | 'torn' | 'none'
  /** An answer of the bank has been saved, checked or not. */
  readonly answer: boolean
}

export type Step =
  | 'make-key'
  | 'remove-half-key'
  | 'adopt-key'
  | 'sign-request'
  | 'wait-for-answer'
  | 'check-answer'
  | 'adopt-certificate'
  | 'write-certificate'
  | 'prove'
  | 'finish'
  | 'nothing'
  | 'key-lost'

/**
 * What a restart does, from what the journal says and what is really there. A second key is never made: where one was
 * made and is gone, that is told. A half pair is what a token pulled out during key generation leaves behind. Where the
 * token has come further than the journal (a backup of the computer was restored), the token is right.
 */
export const nextStep = ({ state }: Pick<EnrolmentRecord, 'state'>, found: Found): Step => {
  switch (state) {
    case 'done':
    case 'discarded':
      return 'nothing'
    case 'proven':
      return 'finish'
    case 'planned':
      if (found.key === 'none') return 'make-key'
      if (found.key === 'half') return 'remove-half-key'
  }
  if (found.key !== 'whole') return 'key-lost'
  if (found.certificate === 'other') return 'adopt-certificate'
  switch (state) {
    case 'planned':
      return 'adopt-key'
    case 'key-made':
      return 'sign-request'
    case 'requested':
      return found.answer ? 'check-answer' : 'wait-for-answer'
    case 'issued':
    case 'written':
      return found.certificate === 'this' ? 'prove' : 'write-certificate'
  }
}
