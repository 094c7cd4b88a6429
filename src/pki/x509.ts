import { AlgorithmIdentifier, Extension as PkijsExtension } from 'pkijs'
import type { DistinguishedName } from '../certificate/certificate.ts'
import {
  booleanOf,
  dotted,
  type Element,
  elementOf,
  expectTag,
  Malformed,
  octetsOf,
  readDer,
  sequenceOf,
} from './der-read.ts'
import { readName } from './name.ts'
import { type PublicKey, readPublicKey } from './public-key.ts'
import { structureOf } from './structure.ts'
import { contextTag, TAG } from './tags.ts'
import { readTime } from './time.ts'

export interface Extension {
  /** Object identifier. */
  readonly type: string
  readonly isCritical: boolean
  /** DER of the extension's own type. */
  readonly value: Uint8Array
}

/** A certificate taken apart (RFC 5280 §4.1); nothing about it has been judged. Arrays are views of `der`. */
export interface X509 {
  readonly der: Uint8Array
  /** What the signature is over. */
  readonly toBeSigned: Uint8Array
  /** Object identifier. */
  readonly signatureAlgorithm: string
  /** The algorithm's encoding outside and inside of what is signed: the same, in an honest certificate. */
  readonly signatureAlgorithmDer: { readonly outer: Uint8Array; readonly inner: Uint8Array }
  readonly signature: Uint8Array
  readonly serialNumber: Element
  readonly issuer: DistinguishedName
  readonly issuerDer: Uint8Array
  readonly subject: DistinguishedName
  readonly subjectDer: Uint8Array
  /** Milliseconds since the epoch. */
  readonly notBefore: number
  readonly notAfter: number
  readonly spki: Uint8Array
  readonly publicKey: PublicKey
  readonly extensions: readonly Extension[]
}

/** RFC 5280 allows 20; older ones are longer. A message of src/protocol carries 64. */
const LONGEST_SERIAL_NUMBER = 64

const readSerialNumber = (element: Element | undefined): Element => {
  const serialNumber = expectTag(element, TAG.integer, 'serial number')
  const { length } = serialNumber.content
  if (length === 0 || length > LONGEST_SERIAL_NUMBER) throw new Malformed(`serial number of ${length} bytes`)
  return serialNumber
}

const readExtension = (element: Element): Extension => {
  const parts = sequenceOf(element, 'extension')
  const { extnID, critical, extnValue } = structureOf(PkijsExtension, element, 'extension')
  // pkijs takes a BOOLEAN of any length, and overlooks what follows the value
  if (parts[1] && parts.length === 3) booleanOf(parts[1], 'extension criticality')
  if (parts.at(-1)?.block !== extnValue) throw new Malformed('extension of more than three parts')
  return { type: dotted(extnID, 'extension type'), isCritical: critical, value: elementOf(extnValue).content }
}

/** An Extensions (RFC 5280 §4.1): of a certificate, a revocation list, an OCSP response. @throws Malformed */
export const readExtensions = (extensions: Element | undefined): readonly Extension[] =>
  sequenceOf(extensions, 'extensions').map(readExtension)

const extensionsIn = (optional: readonly Element[]): readonly Extension[] => {
  const [wrapped] = optional.filter(({ tag }) => tag === contextTag(3))
  return wrapped ? readExtensions(wrapped.children[0]) : []
}

/**
 * pkijs reads what has a structure of its own: names, extensions, algorithms, the key. The outline that holds them is
 * read here and not by the Certificate of pkijs. That one keeps neither the bytes of the key and of the algorithms nor the
 * text of the times, and it refuses more, which would loosen the verdict: an issuer that cannot be read is left out (see
 * `readable`), and then its faults are not seen.
 * @throws Malformed unless the bytes are exactly one certificate in DER
 */
export const readX509 = (der: Uint8Array): X509 => {
  const whole = readDer(der)
  const [toBeSigned, outerAlgorithm, signature] = sequenceOf(whole, 'certificate')
  const fields = sequenceOf(toBeSigned, 'certificate content')
  const hasVersion = fields[0]?.tag === contextTag(0)
  const [serialNumber, innerAlgorithm, issuer, validity, subject, publicKey, ...optional] = fields.slice(
    hasVersion ? 1 : 0,
  )
  const outer = expectTag(outerAlgorithm, TAG.sequence, 'signature algorithm')
  const { algorithmId } = structureOf(AlgorithmIdentifier, outer, 'signature algorithm')
  const [notBefore, notAfter] = sequenceOf(validity, 'validity')
  const issuerName = expectTag(issuer, TAG.sequence, 'issuer')
  const subjectName = expectTag(subject, TAG.sequence, 'subject')
  const spki = expectTag(publicKey, TAG.sequence, 'public key').der
  return {
    der: whole.der,
    toBeSigned: expectTag(toBeSigned, TAG.sequence, 'certificate content').der,
    signatureAlgorithm: dotted(algorithmId, 'signature algorithm'),
    signatureAlgorithmDer: {
      outer: outer.der,
      inner: expectTag(innerAlgorithm, TAG.sequence, 'signature algorithm inside').der,
    },
    signature: octetsOf(signature, 'signature'),
    serialNumber: readSerialNumber(serialNumber),
    issuer: readName(issuerName),
    issuerDer: issuerName.der,
    subject: readName(subjectName),
    subjectDer: subjectName.der,
    notBefore: readTime(notBefore, 'notBefore'),
    notAfter: readTime(notAfter, 'notAfter'),
    spki,
    publicKey: readPublicKey(spki),
    extensions: extensionsIn(optional),
  }
}
