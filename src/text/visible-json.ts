import { UNSEEN } from './visible-text.ts'

const escaped = (character: string): string =>
  character === '\n'
    ? character
    : Array.from(
        { length: character.length },
        (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`,
      ).join('')

/**
 * JSON of the same data in which nothing is hidden: it may be shown in a terminal or an editor, and without `indent` it is one
 * line, whatever the data holds.
 */
export const visibleJson = (data: unknown, indent?: number): string =>
  // Line ends inside texts are written `\n` by now: those that are left are the layout's.
  JSON.stringify(data, null, indent).replace(UNSEEN, escaped)
