import { concat } from './bytes.ts'
import { type Element, Malformed } from './der-read.ts'
import { TAG } from './tags.ts'

const CONSTRUCTED = 0x20

/**
 * The octets of an OCTET STRING that BER may cut into pieces, and those into pieces again (X.690 §8.7): NSS writes all of
 * its content so.
 * @param tag of the string where it is primitive: OCTET STRING, or a context tag in its place
 */
export const octetsInPieces = (element: Element | undefined, tag: number, what: string): Uint8Array => {
  if (element?.tag === tag) return element.content
  if (element?.tag !== (tag | CONSTRUCTED)) throw new Malformed(`${what} is no OCTET STRING`)
  return concat(element.children.map((piece) => octetsInPieces(piece, TAG.octetString, what)))
}
