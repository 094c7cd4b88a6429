import { loaderOf } from '../ui/load-texts.ts'

/** Every sentence: the options page's own too, which the popup does without. */
export const loadAllTexts = loaderOf({
  ja: () => import('../_locales/ja/messages.json'),
  en: () => import('../_locales/en/messages.json'),
})
