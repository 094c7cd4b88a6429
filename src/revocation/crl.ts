import type { DistinguishedName } from '../certificate/certificate.ts'
import { sameBytes } from '../pki/bytes.ts'
import { expectTag, Malformed, octetsOf, readDer } from '../pki/der-read.ts'
import { readName } from '../pki/name.ts'
import { contextTag, TAG } from '../pki/tags.ts'
import { readTime } from '../pki/time.ts'
import { type Extension, readExtensions } from '../pki/x509.ts'
import { bytesOf, type Span, spanAt, spansIn } from './der-scan.ts'
import { Doubt } from './doubt.ts'
import { insideOf } from './parts.ts'
import type { Signed } from './signature.ts'
import type { Period } from './times.ts'

/** A revocation list taken apart (RFC 5280 §5.1), its entries left aside; nothing about it has been judged. */

/** Octets; some hundred thousand entries. */
export const MOST_CRL_OCTETS = 16 * 1024 * 1024

/** Octets of everything but the entries. */
const MOST_OF_A_PART = 64 * 1024

export interface Crl extends Signed, Period {
  readonly bytes: Uint8Array
  /** The algorithm inside of what is signed, DER. */
  readonly innerAlgorithm: Uint8Array
  readonly issuer: DistinguishedName
  /** revokedCertificates; null: none. */
  readonly entries: Span | null
  readonly extensions: readonly Extension[]
}

const partOf = (bytes: Uint8Array, span: Span | undefined, what: string) => {
  if (!span) throw new Malformed(`${what} missing`)
  if (span.end - span.start > MOST_OF_A_PART) throw new Malformed(`${what} too long`)
  return readDer(bytesOf(bytes, span))
}

const isTime = (span: Span | undefined): boolean => span?.tag === TAG.utcTime || span?.tag === TAG.generalizedTime

/** What is signed: version 2 or, without it, 1 (RFC 5280 §5.1.2). */
const readList = (bytes: Uint8Array, list: Span): Omit<Crl, keyof Signed | 'bytes'> => {
  const spans = [...spansIn(bytes, list)]
  const [version] = spans
  const hasVersion = version?.tag === TAG.integer
  if (hasVersion && !sameBytes(partOf(bytes, version, 'version').content, Uint8Array.of(1)))
    throw new Malformed('revocation list of another version')
  const [algorithm, issuer, thisUpdate, ...rest] = hasVersion ? spans.slice(1) : spans
  const nextUpdate = isTime(rest[0]) ? rest.shift() : undefined
  const entries = rest[0]?.tag === TAG.sequence ? rest.shift() : undefined
  const extensions = hasVersion && rest[0]?.tag === contextTag(0) ? rest.shift() : undefined
  if (rest.length > 0) throw new Malformed('revocation list has a part too many')
  return {
    innerAlgorithm: expectTag(partOf(bytes, algorithm, 'algorithm inside'), TAG.sequence, 'algorithm inside').der,
    issuer: readName(expectTag(partOf(bytes, issuer, 'issuer'), TAG.sequence, 'issuer')),
    thisUpdate: readTime(partOf(bytes, thisUpdate, 'thisUpdate'), 'thisUpdate'),
    nextUpdate: nextUpdate ? readTime(partOf(bytes, nextUpdate, 'nextUpdate'), 'nextUpdate') : null,
    entries: entries ?? null,
    extensions: extensions ? readExtensions(insideOf(partOf(bytes, extensions, 'extensions'), 'extensions')) : [],
  }
}

/**
 * @param bytes exactly one CertificateList, DER
 * @throws Doubt wrong: too long; Malformed
 */
export const readCrl = (bytes: Uint8Array): Crl => {
  if (bytes.length > MOST_CRL_OCTETS) throw new Doubt('wrong', `${bytes.length} bytes`)
  const whole = spanAt(bytes, 0, bytes.length)
  if (whole.tag !== TAG.sequence || whole.end !== bytes.length) throw new Malformed('revocation list')
  const [list, algorithm, signature, ...more] = spansIn(bytes, whole)
  if (list?.tag !== TAG.sequence || more.length > 0) throw new Malformed('revocation list')
  return {
    ...readList(bytes, list),
    bytes,
    data: bytesOf(bytes, list),
    algorithm: expectTag(partOf(bytes, algorithm, 'algorithm'), TAG.sequence, 'algorithm').der,
    signature: octetsOf(partOf(bytes, signature, 'signature'), 'signature'),
  }
}
