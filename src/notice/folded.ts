/**
 * Text as banks' words are compared: NFKC (full-width digits, half-width katakana), without any white space.
 * Old pages put spaces and line breaks inside words to make them fit.
 */
export const folded = (text: string): string => text.normalize('NFKC').replace(/[\s\u200b\ufeff]+/gu, '')
