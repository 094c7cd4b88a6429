import { HResultError } from '../../../src/enrolment/hresult-error.ts'

/** The HRESULT that something fails with, unsigned; undefined: it does not. */
export const hresultFrom = (run: () => unknown): number | undefined => {
  try {
    run()
    return undefined
  } catch (error) {
    if (error instanceof HResultError) return error.hresult >>> 0
    throw error
  }
}
