import * as v from 'valibot'
import type { Runtime } from 'webextension-polyfill'
import { contentMessageSchema, type Intent, intentSchema } from '../../src/protocol/extension.ts'
import { answerIntent } from './answer-intents.ts'
import { answerPage } from './answer-pages.ts'
import { readKeptAnswer } from './kept-answers.ts'
import type { Koshin } from './koshin.ts'
import { extensionPageOf, placeOf } from './sender.ts'
import { type ExtensionPage, mayAsk } from './who-may-ask.ts'

/** The border inside the browser: what came is decoded, and who sent it decides what it may be. */

const answerOwnPage = async (koshin: Koshin, page: ExtensionPage, intent: Intent): Promise<unknown> => {
  if (intent.type === 'pin-window-opened') return koshin.pinQuestion
  if (intent.type === 'kept-answer') return readKeptAnswer(intent.enrolment)
  if (intent.type === 'read-certificate') return koshin.keeper.readWhole(intent)
  await answerIntent(koshin, intent, page)
  return null
}

/** @returns what the sender is told; null for a stranger, and for what the sender has no business to say */
export const answerMessage = async (
  koshin: Koshin,
  message: unknown,
  sender: Runtime.MessageSender,
): Promise<unknown> => {
  await koshin.ready
  const page = extensionPageOf(sender)
  if (page) {
    const intent = v.safeParse(intentSchema, message)
    return intent.success && mayAsk(page, intent.output.type) ? answerOwnPage(koshin, page, intent.output) : null
  }
  const place = placeOf(sender)
  const content = v.safeParse(contentMessageSchema, message)
  return place && content.success ? answerPage(koshin, place, content.output) : null
}
