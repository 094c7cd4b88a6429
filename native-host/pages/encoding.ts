import { commonCharacters } from './common-characters.ts'

/** Bytes of a saved page → text, as browsers do it, and beyond where old Japanese pages need it. */

const ENCODING_SOURCES = [
  /** The file begins with a byte order mark. */
  'byte-order-mark',
  /** The page (or the archive that it lies in) names its encoding, and its bytes are of that encoding. */
  'declared',
  /** The escape sequences of ISO-2022-JP. */
  'escape-sequences',
  /** Valid UTF-8. */
  'utf-8',
  /** EUC-JP or Shift_JIS, whichever reads as Japanese. */
  'common-characters',
  /** Valid in no encoding: the one in which the most can be read. */
  'damaged',
] as const
export type EncodingSource = (typeof ENCODING_SOURCES)[number]

export interface DecodedText {
  readonly text: string
  /** WHATWG Encoding name in lower case: `utf-8`, `shift_jis`, `euc-jp`, `iso-2022-jp`. */
  readonly encoding: string
  readonly found: EncodingSource
}

/** Browsers look for a declaration so far. HTML standard, "prescan a byte stream". */
const PRESCAN_BYTES = 1024
const DECLARATION = /<meta\b[^>]*?\bcharset\s*=\s*["']?\s*([\w.:-]+)/i

const MARKS: readonly [encoding: string, mark: readonly number[]][] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
]
const ESCAPES = ['$@', '$B', '(J', '(I'].map((sequence) => Buffer.from(`\u001b${sequence}`))

/** @returns null for a label that no encoding has */
const decoder = (label: string, fatal: boolean): TextDecoder | null => {
  try {
    const found = new TextDecoder(label, { fatal })
    // A page whose declaration can be read byte by byte is not in UTF-16, whatever it says (HTML standard, 13.2.3.2).
    return found.encoding.startsWith('utf-16') ? new TextDecoder('utf-8', { fatal }) : found
  } catch {
    return null
  }
}

const strictly = (label: string, bytes: Uint8Array, found: EncodingSource): DecodedText | null => {
  const strict = decoder(label, true)
  if (strict === null) return null
  try {
    return { text: strict.decode(bytes), encoding: strict.encoding, found }
  } catch {
    return null
  }
}

const byMark = (bytes: Uint8Array): DecodedText | null => {
  const marked = MARKS.find(([, mark]) => mark.every((byte, index) => bytes[index] === byte))
  if (!marked) return null
  return { text: new TextDecoder(marked[0]).decode(bytes), encoding: marked[0], found: 'byte-order-mark' }
}

const declaredIn = (bytes: Uint8Array): string | null => {
  const head = Buffer.from(bytes.subarray(0, PRESCAN_BYTES)).toString('latin1')
  return DECLARATION.exec(head.replace(/<!--[\s\S]*?-->/g, ''))?.[1] ?? null
}

const byEscapes = (bytes: Uint8Array): DecodedText | null => {
  const isMarked = ESCAPES.some((sequence) =>
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(sequence),
  )
  return isMarked ? strictly('iso-2022-jp', bytes, 'escape-sequences') : null
}

const mostReadable = (all: readonly (DecodedText | null)[]): DecodedText | null => {
  const scored = all.filter((one) => one !== null).map((one) => ({ one, score: commonCharacters(one.text) }))
  return scored.sort((a, b) => b.score - a.score)[0]?.one ?? null
}

const byReading = (bytes: Uint8Array): DecodedText | null =>
  mostReadable(['shift_jis', 'euc-jp'].map((label) => strictly(label, bytes, 'common-characters')))

const damaged = (bytes: Uint8Array, declared: readonly string[]): DecodedText => {
  const readings = [...declared, 'utf-8', 'shift_jis', 'euc-jp'].flatMap((label): DecodedText[] => {
    const lenient = decoder(label, false)
    return lenient ? [{ text: lenient.decode(bytes), encoding: lenient.encoding, found: 'damaged' }] : []
  })
  return mostReadable(readings) ?? { text: '', encoding: 'utf-8', found: 'damaged' }
}

/** @param outside encoding that an archive names for the page; a declaration whose bytes are of another encoding is not believed */
export const decodePage = (bytes: Uint8Array, outside: string | null = null): DecodedText => {
  const declared = [outside, declaredIn(bytes)].filter((label) => label !== null)
  return (
    byMark(bytes) ??
    declared.reduce<DecodedText | null>((found, label) => found ?? strictly(label, bytes, 'declared'), null) ??
    byEscapes(bytes) ??
    strictly('utf-8', bytes, 'utf-8') ??
    byReading(bytes) ??
    damaged(bytes, declared)
  )
}
