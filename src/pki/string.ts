import { hexText } from './bytes.ts'
import { type Element, Malformed } from './der-read.ts'
import { TAG } from './tags.ts'

const fromCodes = (content: Uint8Array, width: 1 | 2 | 4): string => {
  if (content.length % width !== 0) throw new Malformed('string of a wrong length')
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength)
  let text = ''
  for (let at = 0; at < content.length; at += width) {
    if (width === 4) {
      const code = view.getUint32(at)
      if (code > 0x10ffff) throw new Malformed('string with a character outside Unicode')
      text += String.fromCodePoint(code)
    } else text += String.fromCharCode(width === 2 ? view.getUint16(at) : view.getUint8(at))
  }
  return text
}

const fromUtf8 = (content: Uint8Array): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content)
  } catch {
    throw new Malformed('UTF8String that is not UTF-8')
  }
}

/**
 * The text of a string type of X.520. TeletexString is read as Latin-1, as everybody does; a value that is no string
 * becomes `#` and the hexadecimal of its DER (RFC 4514 §2.4).
 * @throws Malformed
 */
export const readString = (element: Element): string => {
  switch (element.tag) {
    case TAG.utf8String:
      return fromUtf8(element.content)
    case TAG.bmpString:
      return fromCodes(element.content, 2)
    case TAG.universalString:
      return fromCodes(element.content, 4)
    case TAG.numericString:
    case TAG.printableString:
    case TAG.teletexString:
    case TAG.ia5String:
    case TAG.visibleString:
      return fromCodes(element.content, 1)
    default:
      return `#${hexText(element.der)}`
  }
}
