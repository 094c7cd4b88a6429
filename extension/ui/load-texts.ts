import type { Language } from '../../src/protocol/schema.ts'
import { type Sentences, type Texts, textsOf } from './texts.ts'

/**
 * For pages: only the language that is shown is loaded, as a module. The extension's policy lets nothing be fetched, its own
 * files neither.
 */

type Load = Readonly<Record<Language, () => Promise<Sentences>>>

export const loaderOf = (sentences: Load): ((language: Language) => Promise<Texts>) => {
  const loaded = new Map<Language, Promise<Texts>>()
  const load = async (language: Language): Promise<Texts> => textsOf(language, await sentences[language]())
  return (language) => {
    const known = loaded.get(language) ?? load(language)
    loaded.set(language, known)
    return known
  }
}

/** For the popup, which opens while somebody waits: without the sentences of the other pages. */
export const loadTexts = loaderOf({
  ja: async () => (await import('../_locales/ja/messages.json?popup')).default,
  en: async () => (await import('../_locales/en/messages.json?popup')).default,
})
