import * as v from 'valibot'
import { pinWindowSchema } from '../../src/protocol/extension.ts'
import type { PinQuestion } from '../../src/protocol/host.ts'
import type { ask } from '../ui/connection.ts'

/** What the background wants to know here; null: nothing (any more). An answer of another shape counts as nothing. */
export const askQuestion = async (send: typeof ask): Promise<PinQuestion | null> => {
  const answer = v.safeParse(pinWindowSchema, await send({ type: 'pin-window-opened' }))
  return answer.success ? answer.output : null
}
