import type { Language } from '../../src/protocol/schema.ts'
import english from '../_locales/en/messages.json'
import japanese from '../_locales/ja/messages.json'
import { sentencesOf } from '../ui/sentences-of.ts'
import { type Texts, textsOf } from '../ui/texts.ts'

/** Both languages are at hand: a service worker cannot load a module later. */
const TEXTS: Readonly<Record<Language, Texts>> = {
  ja: textsOf('ja', sentencesOf(japanese)),
  en: textsOf('en', sentencesOf(english)),
}

export const textsIn = (language: Language): Texts => TEXTS[language]
