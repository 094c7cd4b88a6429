import type { Language } from '../../src/protocol/schema.ts'
import { visibleText } from '../../src/text/visible-text.ts'
import type japanese from '../_locales/ja/messages.json'

/**
 * The sentences of `_locales`, in the language that the user chose: `browser.i18n` only knows the browser's own.
 * The files are those of chrome.i18n (placeholders as `$NAME$`), so the manifest's `__MSG_…__` read them too.
 */

export type MessageKey = keyof typeof japanese

/** Value by placeholder, named as in the message's `placeholders`. */
export type Substitutions = Readonly<Record<string, string>>

/** A sentence that is not yet in a language: what pure code answers with. */
export type Message = readonly [key: MessageKey, substitutions?: Substitutions]

export interface Texts {
  (key: MessageKey, substitutions?: Substitutions): string
  readonly language: Language
}

/** What `messages.json` says, by key. */
export type Sentences = Readonly<Record<MessageKey, string>>

/** Values come from tokens, certificates and pages: they are put in visibly, and never searched for placeholders again. */
const filled = (message: string, substitutions: Substitutions): string =>
  message.replace(/\$(\w+)\$/g, (whole, name: string) => {
    const value = substitutions[name.toLowerCase()]
    return value === undefined ? whole : visibleText(value)
  })

export const textsOf = (language: Language, sentences: Sentences): Texts =>
  Object.assign((key: MessageKey, substitutions: Substitutions = {}): string => filled(sentences[key], substitutions), {
    language,
  })
