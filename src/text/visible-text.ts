/**
 * Characters that are not seen but change what is: controls, format characters (every bidirectional control of UAX #9,
 * zero-width and joining characters), line and paragraph separators, lone surrogates, and all that fonts draw as nothing.
 * A variation selector stays behind a Chinese character: Japanese names need it to say which form is meant.
 */
export const UNSEEN =
  /(?!(?<=\p{Script=Han})[\uFE00-\uFE0F\u{E0100}-\u{E01EF}])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}\u2800]/gu

const codePoint = (character: string): string =>
  `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`

/**
 * Text from a certificate, a token, a page or a file, safe to stand in a sentence, a dialog or a terminal: what cannot be seen
 * is written out as `[U+202E]`, so that nothing is reordered, hidden, or begins a line of its own. It is no protection from
 * markup: what shows it must take text, not HTML.
 */
export const visibleText = (text: string): string => text.replace(UNSEEN, codePoint)
