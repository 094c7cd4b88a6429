/** Controls, line ends, and everything that turns text around or shows nothing (Unicode, UAX #44). */
const HIDDEN = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}]/gu

/**
 * Text from a token or a page, for a dialog: what could make it read as something else shows as `⟨U+202E⟩`. The
 * dialog is where a person decides, so nothing in it may turn around, vanish or begin a line of its own.
 */
export const visible = (text: string): string =>
  text.replace(HIDDEN, (character) => {
    const code = character.codePointAt(0) ?? 0
    return `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`
  })
