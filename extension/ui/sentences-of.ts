import type { MessageKey, Sentences } from './texts.ts'

/** `messages.json`, as far as it is used here. */
type Messages = Readonly<Record<MessageKey, { readonly message: string }>>

export const sentencesOf = (messages: Messages): Sentences =>
  Object.fromEntries(Object.entries(messages).map(([key, { message }]) => [key, message])) as Sentences
