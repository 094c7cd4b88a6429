import { concat, withoutLeadingZeros } from './bytes.ts'
import { TAG } from './tags.ts'

/** Length octets, definite form, as few as possible (X.690 §10.1). */
export const encodeLength = (length: number): Uint8Array => {
  if (length < 0x80) return Uint8Array.of(length)
  const octets: number[] = []
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256)
  return Uint8Array.of(0x80 | octets.length, ...octets)
}

/** One DER element: identifier octet, length, contents one after the other. */
export const encode = (tag: number, ...contents: readonly Uint8Array[]): Uint8Array => {
  const content = concat(contents)
  return concat([Uint8Array.of(tag), encodeLength(content.length), content])
}

export const encodeSequence = (...elements: readonly Uint8Array[]): Uint8Array => encode(TAG.sequence, ...elements)

/** INTEGER from an unsigned big-endian number of any length. */
export const encodeUnsigned = (magnitude: Uint8Array): Uint8Array => {
  const digits = magnitude.length === 0 ? Uint8Array.of(0) : withoutLeadingZeros(magnitude)
  const isNegative = (digits[0] ?? 0) >= 0x80
  return encode(TAG.integer, Uint8Array.from(isNegative ? [0] : []), digits)
}

/** BIT STRING of whole octets. */
export const encodeBits = (octets: Uint8Array): Uint8Array => encode(TAG.bitString, Uint8Array.of(0), octets)

const base128 = (component: number): number[] => {
  const octets = [component % 128]
  for (let rest = Math.floor(component / 128); rest > 0; rest = Math.floor(rest / 128))
    octets.unshift(0x80 | (rest % 128))
  return octets
}

/** OBJECT IDENTIFIER from `2.5.4.3`; components up to 2^53. Gives undefined for what is not an object identifier. */
export const encodeOid = (dotted: string): Uint8Array | undefined => {
  if (!/^[012](?:\.(?:0|[1-9]\d{0,14}))+$/.test(dotted)) return undefined
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  if (first < 2 && second > 39) return undefined
  return encode(TAG.oid, Uint8Array.from([first * 40 + second, ...rest].flatMap(base128)))
}

/** An object identifier that stands in this program's own tables. */
export const knownOid = (dotted: string): Uint8Array => {
  const der = encodeOid(dotted)
  if (!der) throw new RangeError(`not an object identifier: ${dotted}`)
  return der
}
