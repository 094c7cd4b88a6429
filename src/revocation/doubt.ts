import { Malformed } from '../pki/der-read.ts'
import type { UnknownFinding, UnknownReason } from './revocation.ts'

/** Why an answer is not believed. Stays inside src/revocation. */
export class Doubt extends Error {
  constructor(
    readonly reason: UnknownReason,
    detail: string,
  ) {
    super(detail)
  }
}

/** Judges an answer; what it cannot read or believe is no error but something that is not known. */
export const orUnknown = async <T>(judge: () => Promise<T>): Promise<T | UnknownFinding> => {
  try {
    return await judge()
  } catch (error) {
    if (error instanceof Doubt) return { state: 'unknown', reason: error.reason, detail: error.message }
    if (error instanceof Malformed) return { state: 'unknown', reason: 'wrong', detail: error.message }
    throw error
  }
}
