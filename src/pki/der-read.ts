import { type BaseBlock, fromBER, type ObjectIdentifier } from 'asn1js'
import { TAG } from './tags.ts'

/**
 * The gate: asn1js does the decoding, this file makes it strict, and pkijs sees only what has passed (structure.ts). By
 * itself asn1js throws on bad times, allows bytes after the end, elements that reach out of their parent, and every
 * length form of BER; pkijs would not notice any of it.
 */

/** One element of the encoding. The arrays are views of what was read, and never Buffers, whose `slice` shares memory. */
export interface Element {
  /** Identifier octet with class and constructed bit. */
  readonly tag: number
  /** The whole element. */
  readonly der: Uint8Array
  readonly content: Uint8Array
  /** Empty where the element is primitive. */
  readonly children: readonly Element[]
  /** The same as asn1js holds it, for pkijs. */
  readonly block: BaseBlock
}

/** Stays inside src/pki: readers turn it into the KoshinError of what they read, see `orRefuse`. */
export class Malformed extends Error {}

type Rules = 'der' | 'ber'

/** A certificate has about 120 elements, an answer twenty certificates and perhaps a revocation list. */
const LIMITS = { maxDepth: 40, maxNodes: 40_000, parseEmbedded: false, copyInput: false } as const

const decode = (bytes: Uint8Array): BaseBlock => {
  let decoded: ReturnType<typeof fromBER>
  try {
    decoded = fromBER(bytes, LIMITS)
  } catch {
    throw new Malformed('ASN.1 value of a wrong form')
  }
  if (decoded.offset === -1) throw new Malformed('ASN.1 encoding broken or cut off')
  if (decoded.offset !== bytes.length) throw new Malformed(`${bytes.length - decoded.offset} bytes after the end`)
  return decoded.result
}

/** How many octets DER allows for a length: the fewest (X.690 §10.1). */
const lengthOctets = (length: number): number => (length < 0x80 ? 1 : 1 + Math.ceil(length.toString(16).length / 2))

const toElement = (block: BaseBlock, rules: Rules): Element => {
  const der = block.valueBeforeDecodeView
  const tag = der[0] ?? 0
  const { isIndefiniteForm, length, blockLength } = block.lenBlock
  const start = block.idBlock.blockLength + blockLength
  const end = isIndefiniteForm ? der.length - 2 : start + length
  const content = der.subarray(start, end)
  if (tag === 0 || (tag & 0x1f) === 0x1f) throw new Malformed('ASN.1 tag that no certificate has')
  // asn1js measures what it read: an element whose parts reach out of it is longer than it says
  if (!isIndefiniteForm && der.length !== end) throw new Malformed('ASN.1 length wrong')
  if (rules === 'der' && (isIndefiniteForm || blockLength !== lengthOctets(length))) throw new Malformed('not DER')
  if (!block.idBlock.isConstructed) return { tag, der, content, children: [], block }
  const { value } = block.valueBlock as unknown as { value: unknown }
  if (!Array.isArray(value)) throw new Malformed('ASN.1 string in pieces')
  return { tag, der, content, children: value.map((child: BaseBlock) => toElement(child, rules)), block }
}

/** @throws Malformed unless the bytes are exactly one element, in definite and shortest lengths throughout */
export const readDer = (bytes: Uint8Array): Element => toElement(decode(bytes), 'der')

/** As `readDer`, but with the indefinite and the longer length forms of BER, which PKCS#7 writers use. */
export const readBer = (bytes: Uint8Array): Element => toElement(decode(bytes), 'ber')

/** A part that pkijs hands out, of what has passed already. */
export const elementOf = (block: BaseBlock): Element => toElement(block, 'ber')

/** @throws Malformed where the element is missing or of another type; `what` names it */
export const expectTag = (element: Element | undefined, tag: number, what: string): Element => {
  if (!element) throw new Malformed(`${what} missing`)
  if (element.tag !== tag) throw new Malformed(`${what} has tag 0x${element.tag.toString(16).padStart(2, '0')}`)
  return element
}

export const sequenceOf = (element: Element | undefined, what: string): readonly Element[] =>
  expectTag(element, TAG.sequence, what).children

/** The octets of a BIT STRING, whatever number of bits of the last one does not count. */
export const bitsOf = (element: Element | undefined, what: string): Uint8Array => {
  const { content } = expectTag(element, TAG.bitString, what)
  const [unused = 8] = content
  if (unused > (content.length === 1 ? 0 : 7)) throw new Malformed(`${what} has a wrong number of bits`)
  return content.subarray(1)
}

/** The octets of a BIT STRING that holds whole octets, as a key or a signature does. */
export const octetsOf = (element: Element | undefined, what: string): Uint8Array => {
  const octets = bitsOf(element, what)
  if (element?.content[0] !== 0) throw new Malformed(`${what} has a wrong number of bits`)
  return octets
}

export const booleanOf = (element: Element, what: string): boolean => {
  const { content } = expectTag(element, TAG.boolean, what)
  if (content.length !== 1) throw new Malformed(`${what} is not a truth value`)
  return content[0] !== 0
}

/** In octets, and in characters: no more than the octets could be. */
const LONGEST_OID = 32
const LONGEST_OID_TEXT = 4 * LONGEST_OID

const fromGroups = (hex: string): bigint =>
  (hex.match(/../g) ?? []).reduce((sum, group) => (sum << 7n) | BigInt(`0x${group}`), 0n)

/**
 * An object identifier as asn1js and pkijs give it, made exact: a component above 2^53 stands there as the hexadecimal
 * of its 7-bit groups, as `2.25.{0103…}`, and as `2.{{0103…} - 80}` in front.
 */
export const dotted = (text: string, what: string): string => {
  if (text === '' || text.length > LONGEST_OID_TEXT) throw new Malformed(`${what} is not an object identifier`)
  return text.replace(/\{\{([0-9a-f]+)\} - 80\}|\{([0-9a-f]+)\}/g, (_, front: string | undefined, later: string) =>
    String(front ? fromGroups(front) - 80n : fromGroups(later)),
  )
}

/** An OBJECT IDENTIFIER as `2.5.4.3`. */
export const oidOf = (element: Element | undefined, what: string): string => {
  const { content, block } = expectTag(element, TAG.oid, what)
  if (content.length > LONGEST_OID) throw new Malformed(`${what} is not an object identifier`)
  return dotted((block as ObjectIdentifier).getValue(), what)
}
