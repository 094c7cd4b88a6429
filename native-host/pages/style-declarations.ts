import { isSign } from './style-selector.ts'
import type { Token } from './style-tokens.ts'

/** What a block of declarations, or a style attribute, says of display and visibility. */

export interface Declaration {
  /** In lower case, as the value. */
  readonly name: string
  readonly value: string
  readonly isImportant: boolean
}

const words = (text: string): Set<string> => new Set(text.split(' '))

const OF_ALL = 'inherit initial unset revert revert-layer'
const VALUES: Readonly<Record<string, ReadonlySet<string>>> = {
  display: words(
    `${OF_ALL} none contents block inline run-in flow flow-root flex grid table list-item ruby math inline-block inline-flex ` +
      'inline-grid inline-table table-row table-cell table-caption table-column table-column-group table-row-group ' +
      'table-header-group table-footer-group ruby-base ruby-text ruby-base-container ruby-text-container ' +
      '-webkit-box -webkit-flex -webkit-inline-box -webkit-inline-flex',
  ),
  visibility: words(`${OF_ALL} visible hidden collapse`),
}

const BEFORE: Partial<Record<Token['type'], string>> = { at: '@', id: '#', hash: '#' }

const written = ({ type, text }: Token): string => {
  if (type === 'string') return JSON.stringify(text)
  return type === 'function' ? `${text}(` : `${BEFORE[type] ?? ''}${text}`
}

/** What browsers do not know they drop: `none\9` was for one of them, and does not undo what stands before it. */
const isKnown = ({ name, value }: Declaration): boolean =>
  value.includes('var(') || value.split(' ').every((word) => VALUES[name]?.has(word))

const isSpace = (token: Token | undefined): boolean => token?.type === 'space'

/** Without what stands last, and the space before it. */
const shortened = (tokens: readonly Token[], by: number): readonly Token[] => {
  const rest = by === 0 ? tokens : tokens.slice(0, -by)
  return isSpace(rest.at(-1)) ? rest.slice(0, -1) : rest
}

/** @returns null for what is no declaration */
export const declarationOf = (tokens: readonly Token[]): Declaration | null => {
  const single = tokens.filter((token, index) => !isSpace(token) || (index > 0 && !isSpace(tokens[index - 1])))
  const [name, ...rest] = single
  const colon = isSpace(rest[0]) ? 1 : 0
  if (name?.type !== 'ident' || !isSign(rest[colon], ':')) return null
  const value = shortened(rest.slice(isSpace(rest[colon + 1]) ? colon + 2 : colon + 1), 0)
  const before = value.at(-1)?.text.toLowerCase() === 'important' ? shortened(value, 1) : value
  const isImportant = before !== value && isSign(before.at(-1), '!')
  const kept = isImportant ? shortened(before, 1) : value
  return { name: name.text.toLowerCase(), value: kept.map(written).join('').toLowerCase(), isImportant }
}

/** The one that holds among those of one block: the last, or the last that is important. */
export const holding = (declarations: readonly Declaration[], name: 'display' | 'visibility'): Declaration | null =>
  declarations
    .filter((one) => one.name === name && isKnown(one))
    .reduce<Declaration | null>((held, one) => (held?.isImportant && !one.isImportant ? held : one), null)
