import { Integer, ObjectIdentifier, Primitive } from 'asn1js'
import { concat, hexText } from './bytes.ts'
import { TAG } from './tags.ts'

/**
 * Writing DER around contents that are DER already. asn1js does the encoding; its own SEQUENCE cannot hold finished DER
 * (its `RawData` is left out there), so such an element is written as a primitive one with the constructed bit.
 */

/** One DER element: identifier octet, length, contents one after the other. */
export const encode = (tag: number, ...contents: readonly Uint8Array[]): Uint8Array => {
  const idBlock = { tagClass: (tag >> 6) + 1, tagNumber: tag & 0x1f }
  const block = new Primitive({ idBlock, valueHex: concat(contents) })
  block.idBlock.isConstructed = (tag & 0x20) !== 0
  return new Uint8Array(block.toBER())
}

export const encodeSequence = (...elements: readonly Uint8Array[]): Uint8Array => encode(TAG.sequence, ...elements)

/** INTEGER from an unsigned big-endian number of any length. */
export const unsigned = (magnitude: Uint8Array): Integer => Integer.fromBigInt(BigInt(`0x0${hexText(magnitude)}`))

export const encodeUnsigned = (magnitude: Uint8Array): Uint8Array => new Uint8Array(unsigned(magnitude).toBER())

/** OBJECT IDENTIFIER from `2.5.4.3`; components up to 2^53. Gives undefined for what is not an object identifier. */
export const encodeOid = (dotted: string): Uint8Array | undefined => {
  if (!/^[012](?:\.(?:0|[1-9]\d{0,14}))+$/.test(dotted)) return undefined
  const [first = 0, second = 0] = dotted.split('.').map(Number)
  if (first < 2 && second > 39) return undefined
  return new Uint8Array(new ObjectIdentifier({ value: dotted }).toBER())
}
