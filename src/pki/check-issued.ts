import { type Certificate, type DistinguishedName, sameName } from '../certificate/certificate.ts'
import { type ErrorCode, KoshinError } from '../protocol/errors.ts'
import { sameBytes } from './bytes.ts'
import { type Sha256, summary } from './certificate.ts'
import { issuersOf, signatureProblem, type Verify } from './chain.ts'
import { basicConstraints, extendedKeyUsage, extensionProblem, keyUsage } from './extensions.ts'
import { readable } from './find-leaf.ts'
import { CLIENT_AUTH } from './oids.ts'
import { orRefuse } from './refuse.ts'
import { keyWeakness } from './strength.ts'
import { readX509, type X509 } from './x509.ts'

export interface IssuedCheck {
  /** DER, from `readAnswer`, in any order. */
  readonly certificates: readonly Uint8Array[]
  /** SubjectPublicKeyInfo of the key that was made. */
  readonly spki: Uint8Array
  /** DER of the certificate that the new one follows. */
  readonly previous: Uint8Array
  /** Milliseconds since the epoch. */
  readonly now: number
  readonly sha256: Sha256
  readonly verify: Verify
}

export interface Issued {
  /** DER of the certificate for the key that was made. */
  readonly leaf: Uint8Array
  /** DER of its issuers in order, the nearest first, from what was sent; empty where none was. */
  readonly chain: Uint8Array[]
  readonly certificate: Certificate
}

/** How far this computer's clock may be behind the CA's. */
const CLOCK_SKEW_MS = 5 * 60 * 1000

/** Throws where there is something to say against it. */
const refuseIf = (code: ErrorCode, problem: string | false | undefined): void => {
  if (problem) throw new KoshinError(code, { detail: problem })
}

const leafFor = (spki: Uint8Array, certificates: readonly X509[], sent: number): X509 => {
  const leaf = certificates.find((certificate) => sameBytes(certificate.spki, spki))
  if (leaf) return leaf
  const unread = sent - certificates.length
  if (unread > 0) throw new KoshinError('answer-unreadable', { detail: `${unread} of ${sent} certificates` })
  throw new KoshinError('answer-other-key', { detail: `none of ${sent} certificates carries the key` })
}

const notNewer = (leaf: X509, previous: X509): string | undefined => {
  const isSame = sameBytes(leaf.serialNumber.content, previous.serialNumber.content)
  if (isSame && sameName(leaf.issuer, previous.issuer)) return 'same issuer and serial number as before'
  return leaf.notAfter <= previous.notAfter ? 'notAfter is not later than before' : undefined
}

const otherSubject = (name: DistinguishedName, previous: DistinguishedName): string | undefined => {
  if (sameName(name, previous)) return undefined
  const at = previous.findIndex((expected, index) => !sameName([expected], name.slice(index, index + 1)))
  const expected = previous[at]
  const got = name[at === -1 ? previous.length : at]
  if (!expected) return `subject: ${got?.type} added`
  if (!got) return `subject: ${expected.type} missing`
  return expected.type === got.type
    ? `subject: ${expected.type} differs`
    : `subject: expected ${expected.type}, got ${got.type}`
}

const notValidAt = (now: number, { notBefore, notAfter }: X509): string | undefined => {
  if (now < notBefore - CLOCK_SKEW_MS) return 'not valid yet'
  return now > notAfter ? 'expired' : undefined
}

/** RFC 5280 §4.2.1.3, §4.2.1.9, §4.2.1.12, from the side of a TLS client (RFC 8446 §4.4.2.3). */
const wrongUsage = (leaf: X509): string | undefined => {
  const extension = extensionProblem(leaf)
  if (extension) return extension
  if (basicConstraints(leaf).isCa) return 'basicConstraints CA'
  const usage = keyUsage(leaf)
  if (usage && !usage.digitalSignature) return 'keyUsage without digitalSignature'
  if (usage?.keyCertSign) return 'keyUsage with keyCertSign'
  const purposes = extendedKeyUsage(leaf)
  return purposes && !purposes.includes(CLIENT_AUTH) ? 'extendedKeyUsage without clientAuth' : undefined
}

const checkLeaf = (leaf: X509, previous: X509, now: number): void => {
  refuseIf('answer-not-newer', notNewer(leaf, previous))
  refuseIf('answer-other-subject', otherSubject(leaf.subject, previous.subject))
  refuseIf('answer-not-valid-now', notValidAt(now, leaf))
  refuseIf('answer-weak', keyWeakness(leaf.publicKey))
  const [code, detail] = signatureProblem(leaf) ?? []
  if (code) refuseIf(code, detail)
  refuseIf('answer-wrong-usage', wrongUsage(leaf))
}

/**
 * Whether what a CA sent is the certificate that was asked for: for the key that was made, the same subject, newer than
 * the one it follows, valid now, strong, for logging on, and rightly issued as far as that can be seen from what came.
 * Small and strict; it decides whether a certificate is written, not whether a server will trust it.
 * @throws KoshinError with the first that applies of `answer-unreadable`, `answer-other-key`, `answer-not-newer`,
 * `answer-other-subject`, `answer-not-valid-now`, `answer-weak`, `answer-wrong-usage`, `answer-untrusted`; `data.detail`
 * says what was found. `certificate-unreadable` is about `previous`.
 */
export const checkIssued = ({ certificates, spki, previous, now, sha256, verify }: IssuedCheck): Issued => {
  const before = orRefuse('certificate-unreadable', () => readX509(previous))
  return orRefuse('answer-unreadable', () => {
    const all = readable(certificates)
    const leaf = leafFor(spki, all, certificates.length)
    checkLeaf(leaf, before, now)
    const others = all.filter((certificate) => !sameBytes(certificate.spki, spki))
    const issuers = issuersOf(leaf, others, verify)
    refuseIf(
      'answer-untrusted',
      issuers.length === 0 && !sameName(leaf.issuer, before.issuer) && 'issuer not sent, and another one than before',
    )
    return { leaf: leaf.der, chain: issuers.map(({ der }) => der), certificate: summary(leaf, sha256) }
  })
}
