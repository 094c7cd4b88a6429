import { type Certificate, sameName } from '../certificate/certificate.ts'
import { type ErrorCode, KoshinError } from '../protocol/errors.ts'
import { sameBytes } from './bytes.ts'
import { type Sha256, summary } from './certificate.ts'
import { issuersOf } from './chain.ts'
import { Malformed } from './der-read.ts'
import { basicConstraints, extendedKeyUsage, extensionProblem, keyUsage } from './extensions.ts'
import { readable } from './find-leaf.ts'
import { counted, type Problem, signatureProblem, type Verify } from './issuer.ts'
import { CLIENT_AUTH } from './oids.ts'
import { orRefuse } from './refuse.ts'
import { serialNumberProblem } from './serial-number.ts'
import { keyWeakness } from './strength.ts'
import { refuseOtherSubject } from './subject.ts'
import { goalOf } from './trust.ts'
import { validityProblem } from './validity.ts'
import { readX509, type X509 } from './x509.ts'

/** What a certificate is judged by. */
export interface Grounds {
  /** SubjectPublicKeyInfo of the key that was made. */
  readonly spki: Uint8Array
  /** DER of the certificate that the new one follows. */
  readonly previous: Uint8Array
  /** DER of the CAs that the bank's profile pins; empty: whoever issued `previous`. */
  readonly issuers: readonly Uint8Array[]
  /** Milliseconds since the epoch, by this computer. */
  readonly now: number
  /** Milliseconds that the bank's clock is ahead of this computer's; null: not known. */
  readonly bankAhead: number | null
  /** SHA-256 of a certificate whose other subject the user has agreed to, hexadecimal. */
  readonly acceptSubjectOf: string | null
}

/** What src/pki has not of itself. */
export interface Cryptography {
  readonly sha256: Sha256
  readonly verify: Verify
}

export interface IssuedCheck extends Grounds, Cryptography {
  /** DER, from `readAnswer`, in any order. */
  readonly certificates: readonly Uint8Array[]
}

export interface Issued {
  /** DER of the certificate for the key that was made. */
  readonly leaf: Uint8Array
  /** DER of its issuers in order, the nearest first, up to a pinned one, or as far as they were sent. */
  readonly chain: Uint8Array[]
  readonly certificate: Certificate
}

/** Throws where there is something to say against it. */
const refuseIf = (code: ErrorCode, problem: string | false | undefined): void => {
  if (problem) throw new KoshinError(code, { detail: problem })
}

const refuse = (problem: Problem | undefined): void => {
  if (problem) throw new KoshinError(problem[0], { detail: problem[1] })
}

const pinnedIssuer = (der: Uint8Array): X509 => {
  try {
    return readX509(der)
  } catch (error) {
    if (!(error instanceof Malformed)) throw error
    throw new KoshinError('answer-untrusted', { detail: `pinned issuer: ${error.message}` })
  }
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

const checkLeaf = (leaf: X509, previous: X509, { now, bankAhead }: Grounds): void => {
  refuseIf('answer-unreadable', serialNumberProblem(leaf.serialNumber.content))
  refuseIf('answer-not-newer', notNewer(leaf, previous))
  refuse(validityProblem(leaf, now, bankAhead))
  refuseIf('answer-weak', keyWeakness(leaf.publicKey))
  refuse(signatureProblem(leaf))
  refuseIf('answer-wrong-usage', wrongUsage(leaf))
}

/**
 * Whether what a CA sent is the certificate that was asked for: for the key that was made, newer than the one it
 * follows, valid now, strong, for logging on, rightly issued by a CA that is pinned or was there before, and of the same
 * subject. The subject comes last: only about a certificate that is good otherwise may the user be asked. Small and
 * strict; it decides whether a certificate is written, not whether a server will trust it.
 * @throws KoshinError with the first that applies of `answer-unreadable`, `answer-other-key`, `answer-not-newer`,
 * `answer-not-valid-now`, `clock-wrong`, `answer-weak`, `answer-wrong-usage`, `answer-untrusted`, `answer-too-complex`,
 * `answer-other-subject`; `data.detail` says what was found. `certificate-unreadable` is about `previous`.
 */
export const checkIssued = ({ certificates, sha256, verify, ...grounds }: IssuedCheck): Issued => {
  const before = orRefuse('certificate-unreadable', () => readX509(grounds.previous))
  const pinned = grounds.issuers.map(pinnedIssuer)
  return orRefuse('answer-unreadable', () => {
    const all = readable(certificates)
    const leaf = leafFor(grounds.spki, all, certificates.length)
    checkLeaf(leaf, before, grounds)
    const sent = all.filter((certificate) => !sameBytes(certificate.spki, grounds.spki))
    const limited = counted(verify)
    const chain = issuersOf(leaf, goalOf(leaf, sent, pinned, before, limited), limited)
    const certificate = summary(leaf, sha256)
    refuseOtherSubject(before.subject, leaf.subject, certificate.sha256, grounds.acceptSubjectOf)
    return { leaf: leaf.der, chain: chain.map(({ der }) => der), certificate }
  })
}
