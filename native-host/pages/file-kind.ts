import { PageTrouble } from './trouble.ts'

/** What is no page is refused by what it is, not read as an empty page. */

const bytesOf = (text: string): Buffer => Buffer.from(text, 'latin1')
const IMAGES = ['\u0089PNG', '\u00ff\u00d8\u00ff', 'GIF8', 'BM', 'RIFF', 'II*\0', 'MM\0*'].map(bytesOf)
const PDF = bytesOf('%PDF-')

const beginsWith = (bytes: Uint8Array, start: Uint8Array): boolean =>
  start.every((byte, index) => bytes[index] === byte)

/** @throws PageTrouble */
export const refuseByBytes = (bytes: Uint8Array): void => {
  if (bytes.every((byte) => byte <= 0x20)) throw new PageTrouble('empty')
  if (beginsWith(bytes, PDF)) throw new PageTrouble('pdf')
  if (IMAGES.some((start) => beginsWith(bytes, start))) throw new PageTrouble('image')
}

const SVG = /^(?:\s|<\?xml[^>]*>|<!--[\s\S]*?-->|<!doctype\s+svg[^>]*>)*<svg[\s>]/i
const WHOLE_PAGE = /<(?:!doctype\s+html|html|head|body|frameset)\b/i
const PART_OF_PAGE = /^\s*<(?:!--|[a-z])/i

/** @throws PageTrouble */
export const refuseByText = (text: string): void => {
  if (SVG.test(text)) throw new PageTrouble('image')
  if (!PART_OF_PAGE.test(text) && !WHOLE_PAGE.test(text)) throw new PageTrouble('not-html')
}
