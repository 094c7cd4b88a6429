import type { PageError } from '../../../src/enrolment/hresult-error.ts'

/** What a page would catch. */
export const caught = (run: () => unknown): Pick<PageError, 'number' | 'description' | 'message'> => {
  try {
    run()
  } catch (error) {
    if (error instanceof Error && 'number' in error) return error as PageError
    throw error
  }
  throw new Error('Nothing was thrown')
}

/** Its number, unsigned. */
export const caughtNumber = (run: () => unknown): number => caught(run).number >>> 0
