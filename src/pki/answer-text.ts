import { KoshinError } from '../protocol/errors.ts'

const notCertificate = (detail: string): KoshinError => new KoshinError('answer-not-certificate', { detail })
const unreadable = (detail: string): KoshinError => new KoshinError('answer-unreadable', { detail })
const brokenBase64 = (): KoshinError => unreadable('base64 broken or cut off')

/** The byte order mark, or the zero bytes that ASCII has in UTF-16, tell the encoding. */
const encodingOf = ([first, second]: Uint8Array): string => {
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return 'utf-16le'
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0)) return 'utf-16be'
  return 'utf-8'
}

const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/

const ifBase64 = (text: string): Uint8Array | undefined => {
  const dense = text.replace(/\s+/g, '')
  if (!BASE64.test(dense) || dense.length % 4 !== 0) return undefined
  return Uint8Array.from(atob(dense), (character) => character.charCodeAt(0))
}

const fromBase64 = (text: string): Uint8Array => {
  const binary = ifBase64(text)
  if (binary) return binary
  throw brokenBase64()
}

/** A beginning of DER: `MI` is a SEQUENCE of more than 127 bytes. */
const BEGINNING = /(?<![A-Za-z0-9+/])MI[A-Za-z0-9+/]{6}/g
const MOST_BEGINNINGS = 20

/** Base64 characters that an element takes which begins so; 0: its length is not told (BER). */
const base64Length = (beginning: string): number => {
  const [, first = 0, ...rest] = Array.from(atob(beginning), (character) => character.charCodeAt(0))
  const octets = first & 0x7f
  if (octets === 0 || octets > rest.length) return 0
  const length = rest.slice(0, octets).reduce((sum, octet) => sum * 256 + octet, 0)
  return Math.ceil((2 + octets + length) / 3) * 4
}

/** Bare base64 between other words: it is as long as its DER says. */
const fromNoise = (text: string): Uint8Array | undefined => {
  for (const { 0: beginning, index } of [...text.matchAll(BEGINNING)].slice(0, MOST_BEGINNINGS)) {
    const length = base64Length(beginning)
    const piece = text.slice(index).replace(/\s+/g, '').slice(0, length)
    const binary = piece.length === length ? ifBase64(piece) : undefined
    if (binary) return binary
  }
  return undefined
}

const LABELS = ['PKCS7', 'PKCS #7 SIGNED DATA', 'CMS', 'CERTIFICATE', 'X509 CERTIFICATE']

/** RFC 7468: the blocks one after the other; what stands around them is ignored (§5.2), other labels too. */
const fromPem = (text: string): Uint8Array[] => {
  const blocks: Uint8Array[] = []
  const begin = /-----BEGIN ([A-Z0-9 #]{1,40})-----/g
  for (let match = begin.exec(text); match; match = begin.exec(text)) {
    const label = match[1] ?? ''
    const end = text.indexOf(`-----END ${label}-----`, begin.lastIndex)
    if (end === -1) throw unreadable(`PEM ${label} without its end`)
    if (LABELS.includes(label)) blocks.push(fromBase64(text.slice(begin.lastIndex, end)))
    begin.lastIndex = end
  }
  if (blocks.length === 0) throw notCertificate('PEM of something else')
  return blocks
}

/**
 * The binary pieces in a text: PEM blocks, or bare base64 with any white space in it and perhaps words around it, in UTF-8
 * or UTF-16.
 * @throws KoshinError `answer-not-certificate` for a page, a sentence, nothing; `answer-unreadable` for broken base64
 */
export const binaryOf = (raw: Uint8Array): Uint8Array[] => {
  const text = new TextDecoder(encodingOf(raw)).decode(raw).trim()
  if (text === '') throw notCertificate('empty')
  if (text.includes('-----BEGIN ')) return fromPem(text)
  if (text.startsWith('<')) throw notCertificate('HTML or XML')
  // Every certificate is longer than 127 bytes, so its DER begins 30 8x and its base64 begins MI.
  const isBare = text.startsWith('MI')
  const piece = (isBare ? ifBase64(text) : undefined) ?? fromNoise(text)
  if (piece) return [piece]
  throw isBare ? brokenBase64() : notCertificate('text')
}
