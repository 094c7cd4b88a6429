import { type ErrorCode, KoshinError } from '../protocol/errors.ts'
import { Malformed } from './der-read.ts'

/** Runs a reader; what it finds malformed becomes the error named, with the fact as its detail. */
export const orRefuse = <T>(code: ErrorCode, read: () => T): T => {
  try {
    return read()
  } catch (error) {
    if (error instanceof Malformed) throw new KoshinError(code, { detail: error.message })
    throw error
  }
}
