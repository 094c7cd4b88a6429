import { loaderOf } from './load-texts.ts'

/** Every sentence: those of windows and pages too, which the popup does without. */
export const loadAllTexts = loaderOf({
  ja: () => import('../_locales/ja/messages.json'),
  en: () => import('../_locales/en/messages.json'),
})
