/**
 * Characters that are not seen but change what is: controls, format characters (every bidirectional control of UAX #9,
 * zero-width and joining characters), line and paragraph separators, lone surrogates, and all that fonts draw as nothing.
 * Variation selectors stay: Japanese names need them to say which form of a character is meant.
 */
const UNSEEN =
  /(?![\uFE00-\uFE0F\u{E0100}-\u{E01EF}])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu

const codePoint = (character: string): string =>
  `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`

/**
 * Text from a certificate, a token or a page, safe to stand in a sentence: what cannot be seen is written out as
 * `[U+202E]`, so that nothing is reordered or hidden. Markup needs no care here: Preact writes text, never HTML.
 */
export const visibleText = (text: string): string => text.replace(UNSEEN, codePoint)
