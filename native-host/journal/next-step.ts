import type { EnrolmentRecord } from './record.ts'

/** What is found on the token and on the disk under an enrolment's name. */
export interface Found {
  readonly key: 'whole' | 'half' | 'none'
  /** The certificate of the record lies on the token, byte for byte. */
  readonly certificate: boolean
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
  | 'write-certificate'
  | 'prove'
  | 'finish'
  | 'nothing'
  | 'key-lost'

/**
 * What a restart does, from what the journal says and what is really there. A second key is never made: where one was
 * made and is gone, that is told. A half pair is what a token pulled out during key generation leaves behind.
 */
export const nextStep = ({ state }: Pick<EnrolmentRecord, 'state'>, found: Found): Step => {
  switch (state) {
    case 'planned':
      return found.key === 'none' ? 'make-key' : found.key === 'half' ? 'remove-half-key' : 'adopt-key'
    case 'done':
    case 'discarded':
      return 'nothing'
    case 'proven':
      return 'finish'
  }
  if (found.key !== 'whole') return 'key-lost'
  switch (state) {
    case 'key-made':
      return 'sign-request'
    case 'requested':
      return found.answer ? 'check-answer' : 'wait-for-answer'
    case 'issued':
    case 'written':
      return found.certificate ? 'prove' : 'write-certificate'
  }
}
