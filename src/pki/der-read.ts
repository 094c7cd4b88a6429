import { type BaseBlock, fromBER } from 'asn1js'
import { encodeLength } from './der-write.ts'
import { TAG } from './tags.ts'

/**
 * Reading DER: asn1js does the decoding, this file makes it strict. By itself asn1js throws on bad times, allows bytes
 * after the end, elements that reach out of their parent, and every length form of BER.
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
  if (rules === 'der' && (isIndefiniteForm || blockLength !== encodeLength(content.length).length))
    throw new Malformed('not DER')
  if (!block.idBlock.isConstructed) return { tag, der, content, children: [] }
  const { value } = block.valueBlock as unknown as { value: unknown }
  if (!Array.isArray(value)) throw new Malformed('ASN.1 string in pieces')
  return { tag, der, content, children: value.map((child: BaseBlock) => toElement(child, rules)) }
}

/** @throws Malformed unless the bytes are exactly one element, in definite and shortest lengths throughout */
export const readDer = (bytes: Uint8Array): Element => toElement(decode(bytes), 'der')

/** As `readDer`, but with the indefinite and the longer length forms of BER, which PKCS#7 writers use. */
export const readBer = (bytes: Uint8Array): Element => toElement(decode(bytes), 'ber')

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

/** An OBJECT IDENTIFIER as `2.5.4.3`. */
export const oidOf = (element: Element | undefined, what: string): string => {
  const { content } = expectTag(element, TAG.oid, what)
  if (content.length === 0 || content.length > 32 || (content.at(-1) ?? 0) >= 0x80)
    throw new Malformed(`${what} is not an object identifier`)
  const components: bigint[] = []
  let component = 0n
  for (const octet of content) {
    component = (component << 7n) | BigInt(octet & 0x7f)
    if (octet >= 0x80) continue
    components.push(component)
    component = 0n
  }
  const [joined = 0n, ...rest] = components
  const first = joined < 80n ? joined / 40n : 2n
  return [first, joined - first * 40n, ...rest].join('.')
}
