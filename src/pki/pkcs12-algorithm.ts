import { KoshinError } from '../protocol/errors.ts'
import { type Element, expectTag, Malformed, oidOf, sequenceOf } from './der-read.ts'
import type { HashName } from './pkcs12-kdf.ts'
import { TAG } from './tags.ts'

/** The pieces that the algorithms of a PKCS#12 file are made of, and how much of each a file may ask for. */

export interface Algorithm {
  readonly oid: string
  readonly parameters: Element | undefined
}

/** @throws KoshinError file-unsupported */
export const unsupported = (detail: string): never => {
  throw new KoshinError('file-unsupported', { detail })
}

/** AlgorithmIdentifier: RFC 5280 §4.1.1.2. */
export const algorithmOf = (element: Element | undefined, what: string): Algorithm => {
  const [oid, parameters] = sequenceOf(element, what)
  return { oid: oidOf(oid, what), parameters }
}

/** One that takes no parameters, by its name in a table. */
export const namedIn = <T>(table: Readonly<Record<string, T>>, { oid }: Algorithm, what: string): T => {
  const found = Object.hasOwn(table, oid) ? table[oid] : undefined
  return found ?? unsupported(`${what} ${oid}`)
}

/** RFC 8017 appendix B.1. */
export const HASHES: Readonly<Record<string, HashName>> = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.4': 'sha224',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
}

/**
 * Writers ask for 1 to 1,000,000 rounds. A key derivation is one call that nobody can interrupt: this is what bounds it, to
 * a second or two.
 */
const MOST_ITERATIONS = 2_000_000
const MOST_SALT = 1024

const wholeNumber = ({ content }: Element): number =>
  content.length <= 6 ? content.reduce((sum, byte) => sum * 256 + byte, 0) : Number.POSITIVE_INFINITY

/** @throws Malformed; KoshinError file-unsupported */
export const iterationsOf = (element: Element | undefined, what: string): number => {
  const integer = expectTag(element, TAG.integer, what)
  const [first = 0x80] = integer.content
  if (first >= 0x80) throw new Malformed(`${what} is not positive`)
  const iterations = wholeNumber(integer)
  if (iterations === 0) throw new Malformed(`${what} is zero`)
  return iterations > MOST_ITERATIONS ? unsupported(`${what}: more than ${MOST_ITERATIONS}`) : iterations
}

export const saltOf = (element: Element | undefined, what: string): Uint8Array => {
  const { content } = expectTag(element, TAG.octetString, what)
  return content.length > MOST_SALT ? unsupported(`${what} of ${content.length} bytes`) : content
}
