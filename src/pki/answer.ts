import { ContentInfo, EncapsulatedContentInfo } from 'pkijs'
import { KoshinError } from '../protocol/errors.ts'
import { binaryOf } from './answer-text.ts'
import { cmcRefusal } from './cmc.ts'
import { type Element, elementOf, expectTag, Malformed, oidOf, readBer, readDer, sequenceOf } from './der-read.ts'
import { CMC_RESPONSE } from './oids.ts'
import { orRefuse } from './refuse.ts'
import { structureOf } from './structure.ts'
import { contextTag, TAG } from './tags.ts'

const MOST_BYTES = 256 * 1024
const MOST_CERTIFICATES = 20

const notCertificate = (detail: string): KoshinError => new KoshinError('answer-not-certificate', { detail })

/** `0` is 30 as well, but no text has the small bytes that tags and lengths are; UTF-16 has zeros, but one at once. */
const isBinary = (raw: Uint8Array): boolean => raw[0] === TAG.sequence && raw[1] !== 0 && raw.some((byte) => byte < 9)

/**
 * SignedData: RFC 5652 §5.1. Of the certificates only X.509 ones count (§10.2.2); revocation lists do not. Not by the
 * SignedData of pkijs: it fails as a whole on one certificate, revocation list or signer that it cannot read, though
 * nobody may need it (see `readable`), and of those it reads it does not keep the bytes.
 */
const fromSignedData = (signedData: Element): Uint8Array[] => {
  const [, , content, ...rest] = sequenceOf(signedData, 'PKCS#7')
  const { eContentType, eContent } = structureOf(
    EncapsulatedContentInfo,
    expectTag(content, TAG.sequence, 'PKCS#7 inner content'),
    'PKCS#7 inner content',
  )
  const isCmc = eContentType === CMC_RESPONSE
  // The certificates of a response that says no are those of the CA.
  const refusal = isCmc && eContent ? cmcRefusal(new Uint8Array(eContent.getValue())) : undefined
  if (refusal) throw notCertificate(refusal)
  const certificates = rest
    .filter(({ tag }) => tag === contextTag(0))
    .flatMap(({ children }) => children)
    .filter(({ tag }) => tag === TAG.sequence)
  if (certificates.length > 0) return certificates.map(({ der }) => der)
  throw notCertificate(isCmc ? 'CMC response without certificates' : 'PKCS#7 without certificates')
}

/** Of what is signed in a request (RFC 2986 §4.1): version, subject, key, attributes. A certificate has six parts or more. */
const isRequest = ({ children: [version, , , ...more] }: Element): boolean =>
  version?.tag === TAG.integer && more.every(({ tag }) => tag === contextTag(0))

/** A ContentInfo (RFC 5652 §3) begins with an object identifier, a Certificate with what is signed. */
const certificatesIn = (binary: Uint8Array): Uint8Array[] => {
  const whole = readBer(binary)
  const [first] = sequenceOf(whole, 'answer')
  if (first?.tag === TAG.sequence) {
    if (isRequest(first)) throw notCertificate('the request, sent back')
    return [whole.der]
  }
  if (first?.tag === TAG.integer) throw notCertificate('PKCS#12 or a key')
  const type = oidOf(first, 'PKCS#7 type')
  if (type !== ContentInfo.SIGNED_DATA) throw notCertificate(`PKCS#7 of type ${type}`)
  return fromSignedData(elementOf(structureOf(ContentInfo, whole, 'PKCS#7').content))
}

const checkShape = (der: Uint8Array): void => {
  const [content, algorithm, signature, ...more] = sequenceOf(readDer(der), 'certificate')
  sequenceOf(content, 'certificate content')
  sequenceOf(algorithm, 'signature algorithm')
  expectTag(signature, TAG.bitString, 'signature')
  if (more.length > 0) throw new Malformed('certificate of more than three parts')
}

/**
 * The certificates that a CA's page handed over, DER, in the order found: from PKCS#7 SignedData (DER or BER) or single
 * certificates; binary, as PEM (several blocks too), or as bare base64. That each is a certificate has been looked at
 * from outside only, see `checkIssued`.
 * @param raw at most 256 KiB, with at most 20 certificates
 * @throws KoshinError `answer-not-certificate` (a page, a text, empty, nothing of the kind inside), `answer-unreadable`
 * (broken, cut off, bytes after the end, too large, too many)
 */
export const readAnswer = (raw: Uint8Array): Uint8Array[] => {
  if (raw.length > MOST_BYTES) throw new KoshinError('answer-unreadable', { detail: `${raw.length} bytes` })
  const pieces = isBinary(raw) ? [raw] : binaryOf(raw)
  return orRefuse('answer-unreadable', () => {
    const certificates = pieces.flatMap(certificatesIn)
    if (certificates.length > MOST_CERTIFICATES) throw new Malformed(`${certificates.length} certificates`)
    certificates.forEach(checkShape)
    return certificates.map((der) => der.slice())
  })
}
