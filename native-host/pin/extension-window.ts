import { KoshinError } from '../../src/protocol/errors.ts'
import type { PinQuestion } from '../../src/protocol/host.ts'
import type { PinSource } from './source.ts'

/** The extension's own window, where the platform has no dialog. What is typed passes through the browser. */

export interface PinWindow {
  /** Sends the question, and gives what was typed; null: the user does not want to. */
  ask(question: PinQuestion): Promise<string | null>
}

const gone = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new KoshinError('page-closed')), { once: true })
  })

export const extensionWindow = (window: PinWindow): PinSource => ({
  askPin: async ({ question }, signal) => {
    signal.throwIfAborted()
    const typed = await Promise.race([window.ask(question), gone(signal)])
    return typed === null ? null : Buffer.from(typed)
  },
  // `tries: 'final'` in the question tells that window to ask for the confirmation itself.
  confirmFinalTry: async () => true,
})
