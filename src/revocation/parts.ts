import { type Element, Malformed } from '../pki/der-read.ts'
import { contextTag } from '../pki/tags.ts'

/** Parts with explicit tags, as OCSP and revocation lists have them. */

/** The one element inside of an explicit tag. @throws Malformed */
export const insideOf = (wrapped: Element | undefined, what: string): Element => {
  const [inner, ...more] = wrapped?.children ?? []
  if (!inner || more.length > 0) throw new Malformed(`${what} of a wrong form`)
  return inner
}

/** Parts that may be missing, each by its explicit tag, in order; anything else is refused. @throws Malformed */
export const optionalParts = <N extends number>(
  elements: readonly Element[],
  numbers: readonly N[],
  what: string,
): Partial<Record<N, Element>> => {
  const at = elements.map(({ tag }) => numbers.findIndex((number) => contextTag(number) === tag))
  if (at.some((place, index) => place <= (at[index - 1] ?? -1))) throw new Malformed(`${what} has a part too many`)
  return Object.fromEntries(elements.map((element, index) => [numbers[at[index] as number], element])) as Partial<
    Record<N, Element>
  >
}
