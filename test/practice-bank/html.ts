/** Markup that may go into a page as it is. Everything else is text, and is escaped. */
export class Html {
  readonly markup: string

  constructor(markup: string) {
    this.markup = markup
  }
}

/** A template whose values are escaped, unless they are Html themselves. */
export function html(parts: TemplateStringsArray, ...values: ReadonlyArray<string | number | Html>): Html {
  return new Html(parts.reduce((page, part, index) => page + markupOf(values[index - 1] ?? '') + part))
}

/** For text of this source that is markup already, such as a script. */
export function fixedMarkup(markup: string): Html {
  return new Html(markup)
}

export function joinHtml(pieces: readonly Html[]): Html {
  return new Html(pieces.map((piece) => piece.markup).join('\n'))
}

/** A string literal for an inline script: it cannot end the script element, and keeps CR and LF apart. */
export function scriptString(text: string): Html {
  return new Html(JSON.stringify(text).replace(/[<>&\u2028\u2029]/g, (character) => `\\u${hex4(character)}`))
}

function markupOf(value: string | number | Html): string {
  return value instanceof Html ? value.markup : escapeHtml(String(value))
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

function hex4(character: string): string {
  return character.charCodeAt(0).toString(16).padStart(4, '0')
}
