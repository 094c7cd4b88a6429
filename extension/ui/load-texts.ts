import type { Language } from '../../src/protocol/schema.ts'
import { type Messages, type Texts, textsOf } from './texts.ts'

/**
 * For pages: only the language that is shown is loaded, as a module. The extension's policy lets nothing be fetched, its own
 * files neither.
 */

const MESSAGES: Readonly<Record<Language, () => Promise<{ readonly default: Messages }>>> = {
  ja: () => import('../_locales/ja/messages.json'),
  en: () => import('../_locales/en/messages.json'),
}

const loaded = new Map<Language, Promise<Texts>>()

const load = async (language: Language): Promise<Texts> => textsOf(language, (await MESSAGES[language]()).default)

export const loadTexts = (language: Language): Promise<Texts> => {
  const known = loaded.get(language) ?? load(language)
  loaded.set(language, known)
  return known
}
