import type { DistinguishedName } from '../certificate/certificate.ts'
import { type Element, expectTag, Malformed, octetsOf, oidOf, readDer, sequenceOf } from '../pki/der-read.ts'
import { readName } from '../pki/name.ts'
import { contextTag, TAG } from '../pki/tags.ts'
import { readTime } from '../pki/time.ts'
import { type Extension, readExtensions } from '../pki/x509.ts'
import { Doubt } from './doubt.ts'
import { insideOf, optionalParts } from './parts.ts'
import type { Signed } from './signature.ts'

/** An OCSP response taken apart (RFC 6960 §4.2.1); nothing about it has been judged but that it is one. */

/** `id-pkix-ocsp-basic`. */
const BASIC = '1.3.6.1.5.5.7.48.1.1'
const ENUMERATED = 0x0a
/** OCSPResponseStatus other than successful. */
const STATUSES: Readonly<Record<number, string>> = {
  1: 'malformedRequest',
  2: 'internalError',
  3: 'tryLater',
  5: 'sigRequired',
  6: 'unauthorized',
}

/** Octets. One certificate's answer with its signer's certificate is two or three KiB. */
export const MOST_OCSP_OCTETS = 64 * 1024
const MOST_CERTIFICATES = 5

export interface OcspResponse extends Signed {
  /** Who says to have signed: a name, or SHA-1 of a key. */
  readonly responder: { readonly name: DistinguishedName } | { readonly keyHash: Uint8Array }
  /** Milliseconds since the epoch. */
  readonly producedAt: number
  /** SingleResponses. */
  readonly responses: readonly Element[]
  readonly extensions: readonly Extension[]
  /** DER, of whatever the responder thinks is needed. */
  readonly certificates: readonly Uint8Array[]
}

const readResponder = (element: Element | undefined): OcspResponse['responder'] => {
  const inner = insideOf(element, 'responder')
  if (element?.tag === contextTag(1)) return { name: readName(expectTag(inner, TAG.sequence, 'responder name')) }
  expectTag(element, contextTag(2), 'responder')
  return { keyHash: expectTag(inner, TAG.octetString, 'responder key').content }
}

/** @throws Doubt declined */
const basicResponse = (response: Uint8Array): Element => {
  const [status, wrapped, ...more] = sequenceOf(readDer(response), 'OCSP response')
  const { content } = expectTag(status, ENUMERATED, 'OCSP status')
  const [code = -1] = content
  if (content.length !== 1) throw new Malformed('OCSP status')
  if (code !== 0) throw new Doubt('declined', STATUSES[code] ?? `OCSP status ${code}`)
  if (more.length > 0) throw new Malformed('OCSP response of more than two parts')
  const [type, bytes] = sequenceOf(
    insideOf(expectTag(wrapped, contextTag(0), 'OCSP bytes'), 'OCSP bytes'),
    'OCSP bytes',
  )
  if (oidOf(type, 'OCSP type') !== BASIC) throw new Malformed('OCSP response of another type')
  return readDer(expectTag(bytes, TAG.octetString, 'OCSP bytes').content)
}

const readCertificates = (wrapped: Element | undefined): Uint8Array[] => {
  if (!wrapped) return []
  const certificates = sequenceOf(insideOf(wrapped, 'certificates'), 'certificates').map(({ der }) => der)
  if (certificates.length > MOST_CERTIFICATES) throw new Malformed(`${certificates.length} certificates`)
  return certificates
}

/** Version 1 is the default, which DER does not write. */
const readData = (data: Element): Omit<OcspResponse, keyof Signed | 'certificates'> => {
  const [responder, producedAt, responses, ...rest] = sequenceOf(data, 'OCSP data')
  const extensions = optionalParts(rest, [1], 'OCSP data')[1]
  return {
    responder: readResponder(responder),
    producedAt: readTime(producedAt, 'producedAt'),
    responses: sequenceOf(responses, 'OCSP responses'),
    extensions: extensions ? readExtensions(insideOf(extensions, 'OCSP extensions')) : [],
  }
}

/**
 * @param response exactly one OCSPResponse, DER
 * @throws Doubt declined: the responder says that it cannot answer; wrong: too long
 * @throws Malformed
 */
export const readOcspResponse = (response: Uint8Array): OcspResponse => {
  if (response.length > MOST_OCSP_OCTETS) throw new Doubt('wrong', `${response.length} bytes`)
  const [data, algorithm, signature, ...rest] = sequenceOf(basicResponse(response), 'OCSP basic response')
  const signed = expectTag(data, TAG.sequence, 'OCSP data')
  return {
    ...readData(signed),
    data: signed.der,
    algorithm: expectTag(algorithm, TAG.sequence, 'OCSP signature algorithm').der,
    signature: octetsOf(signature, 'OCSP signature'),
    certificates: readCertificates(optionalParts(rest, [0], 'OCSP basic response')[0]),
  }
}
