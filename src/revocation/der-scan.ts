import { Malformed } from '../pki/der-read.ts'

/**
 * Walks over DER without building anything: a revocation list can have a hundred thousand entries, and one of them counts. What is
 * looked into goes through the gate of src/pki (der-read.ts) afterwards.
 */

/** Where an element stands in the bytes that hold it. */
export interface Span {
  readonly tag: number
  readonly start: number
  /** Where its contents begin. */
  readonly content: number
  readonly end: number
}

/** Octets of a length: no list is longer than 2^32. */
const MOST_LENGTH_OCTETS = 4

/** @param end where whatever holds it ends @throws Malformed unless it is of definite and shortest length and within */
export const spanAt = (bytes: Uint8Array, start: number, end: number): Span => {
  const tag = bytes[start] ?? 0
  const first = bytes[start + 1] ?? 0x80
  const octets = first < 0x80 ? 0 : first & 0x7f
  let length = first < 0x80 ? first : 0
  const content = start + 2 + octets
  if (first === 0x80 || octets > MOST_LENGTH_OCTETS || content > end) throw new Malformed('ASN.1 length')
  for (let at = start + 2; at < content; at += 1) length = length * 256 + (bytes[at] ?? 0)
  const isShortest = octets === 0 || length >= (octets === 1 ? 0x80 : 256 ** (octets - 1))
  if (!isShortest || content + length > end) throw new Malformed('ASN.1 length')
  if (tag === 0 || (tag & 0x1f) === 0x1f) throw new Malformed('ASN.1 tag')
  return { tag, start, content, end: content + length }
}

/** What stands inside of an element, one after the other. @throws Malformed */
export function* spansIn(bytes: Uint8Array, { content, end }: Pick<Span, 'content' | 'end'>): Generator<Span> {
  for (let at = content; at < end; ) {
    const span = spanAt(bytes, at, end)
    yield span
    at = span.end
  }
}

export const bytesOf = (bytes: Uint8Array, { start, end }: Span): Uint8Array => bytes.subarray(start, end)
