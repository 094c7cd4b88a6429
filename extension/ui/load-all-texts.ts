import { loaderOf } from './load-texts.ts'
import { sentencesOf } from './sentences-of.ts'

/** Every sentence: those of windows and pages too, which the popup does without. */
export const loadAllTexts = loaderOf({
  ja: async () => sentencesOf((await import('../_locales/ja/messages.json')).default),
  en: async () => sentencesOf((await import('../_locales/en/messages.json')).default),
})
