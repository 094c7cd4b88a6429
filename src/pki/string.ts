import { BaseStringBlock } from 'asn1js'
import { hexText } from './bytes.ts'
import { type Element, Malformed } from './der-read.ts'
import { TAG } from './tags.ts'

const STRINGS: ReadonlySet<number> = new Set([
  TAG.utf8String,
  TAG.bmpString,
  TAG.universalString,
  TAG.numericString,
  TAG.printableString,
  TAG.teletexString,
  TAG.ia5String,
  TAG.visibleString,
])

/**
 * The text of a string type of X.520. TeletexString is read as Latin-1, as everybody does; a value that is no string
 * becomes `#` and the hexadecimal of its DER (RFC 4514 §2.4).
 * @throws Malformed
 */
export const readString = ({ tag, der, block }: Element): string => {
  if (!STRINGS.has(tag) || !(block instanceof BaseStringBlock)) return `#${hexText(der)}`
  // asn1js puts others for characters that are none, and only notes it: two names would become one
  if (block.warnings.length > 0)
    throw new Malformed(
      tag === TAG.utf8String ? 'UTF8String that is not UTF-8' : 'string with a character outside Unicode',
    )
  return block.getValue()
}
