import type { Language } from '../src/protocol/schema.ts'
import { visibleText } from '../src/text/visible-text.ts'
import en from './_locales/en.json' with { type: 'json' }
import ja from './_locales/ja.json' with { type: 'json' }

/** Every sentence that the host itself shows: in the PIN dialog and on the command line. */
export type SentenceName = keyof typeof ja

const SENTENCES: Readonly<Record<Language, Readonly<Record<SentenceName, string>>>> = { ja, en }

export type Say = (name: SentenceName, values?: Readonly<Record<string, string | number>>) => string

/** Fills in `{placeholders}`, visibly: values come from tokens, pages and files. One that has no value stays, so that a test sees it. */
export const speaking =
  (language: Language): Say =>
  (name, values = {}) =>
    SENTENCES[language][name].replace(/\{(\w+)\}/g, (placeholder, key: string) =>
      visibleText(String(values[key] ?? placeholder)),
    )
