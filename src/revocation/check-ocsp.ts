import { sameName } from '../certificate/certificate.ts'
import { sameBytes } from '../pki/bytes.ts'
import { type Element, expectTag, Malformed, readDer, sequenceOf } from '../pki/der-read.ts'
import { extendedKeyUsage, extensionProblem, keyUsage } from '../pki/extensions.ts'
import { contextTag, TAG } from '../pki/tags.ts'
import { readTime, timeText } from '../pki/time.ts'
import { type Extension, readExtensions, readX509, type X509 } from '../pki/x509.ts'
import { certificateId, isSameId, keyHash } from './certificate-id.ts'
import type { Pair } from './certificate-pair.ts'
import type { Cryptography } from './cryptography.ts'
import { Doubt, orUnknown } from './doubt.ts'
import { NONCE } from './ocsp-request.ts'
import { type OcspResponse, readOcspResponse } from './ocsp-response.ts'
import { insideOf, optionalParts } from './parts.ts'
import { readReason } from './reason.ts'
import type { Finding } from './revocation.ts'
import { expectIssued, expectSigned } from './signature.ts'
import { expectCurrent, expectPast, expectValidNow, expectYoung, type Period } from './times.ts'

/** `id-kp-OCSPSigning`: RFC 6960 §4.2.2.2. */
const OCSP_SIGNING = '1.3.6.1.5.5.7.3.9'
/** `id-pkix-ocsp-extended-revoke`: RFC 6960 §4.4.8. */
const EXTENDED_REVOKE = '1.3.6.1.5.5.7.48.1.9'
const KNOWN_EXTENSIONS: ReadonlySet<string> = new Set([NONCE, EXTENDED_REVOKE])

/** certStatus: `[0]` and `[2]` are NULLs, `[1]` is a RevokedInfo. */
const GOOD = 0x80
const REVOKED = contextTag(1)
const UNKNOWN = 0x82

const isNamed = async (
  { responder }: OcspResponse,
  { subject, spki }: X509,
  cryptography: Cryptography,
): Promise<boolean> =>
  'name' in responder
    ? sameName(responder.name, subject)
    : sameBytes(responder.keyHash, await keyHash(spki, cryptography))

/** Whom the issuer has made its responder: by a certificate of its own hand, for this purpose and nothing above it. */
const expectDelegated = async (
  responder: X509,
  { certificate, issuer }: Pair,
  now: number,
  cryptography: Cryptography,
): Promise<void> => {
  if (!sameName(responder.issuer, certificate.issuer)) throw new Doubt('untrusted', 'responder of another issuer')
  await expectIssued(responder, issuer, 'responder', cryptography)
  const problem = extensionProblem(responder)
  if (problem) throw new Doubt('untrusted', `responder: ${problem}`)
  if (!extendedKeyUsage(responder)?.includes(OCSP_SIGNING))
    throw new Doubt('untrusted', 'responder without OCSPSigning')
  if (keyUsage(responder)?.digitalSignature === false)
    throw new Doubt('untrusted', 'responder without digitalSignature')
  expectValidNow(responder.notBefore, responder.notAfter, now, 'responder')
}

/** The certificate of whoever is named as the signer. @throws Doubt untrusted, outdated; Malformed */
const signerOf = async (response: OcspResponse, pair: Pair, now: number, cryptography: Cryptography): Promise<X509> => {
  for (const der of response.certificates) {
    const responder = readX509(der)
    // The issuer itself may have come along: it needs no delegation.
    if (sameBytes(responder.spki, pair.issuer.spki) || !(await isNamed(response, responder, cryptography))) continue
    await expectDelegated(responder, pair, now, cryptography)
    return responder
  }
  if (await isNamed(response, pair.issuer, cryptography)) return pair.issuer
  throw new Doubt('untrusted', 'responder is neither the issuer nor at hand')
}

/** @returns whether the nonce has come back; a responder may leave it out (RFC 9654 §2.1), but not send another. */
const hasNonce = (extensions: readonly Extension[], nonce: Uint8Array): boolean => {
  const found = extensions.find(({ type }) => type === NONCE)
  if (!found) return false
  const echoed = expectTag(readDer(found.value), TAG.octetString, 'nonce').content
  if (!sameBytes(echoed, nonce)) throw new Doubt('wrong', 'another nonce')
  return true
}

const expectKnown = (extensions: readonly Extension[]): void => {
  const problem = extensionProblem({ extensions }, KNOWN_EXTENSIONS)
  if (problem) throw new Doubt('wrong', problem)
}

interface Single extends Period {
  readonly status: Element
}

const readSingle = (single: Element): Single => {
  const [, status, thisUpdate, ...rest] = sequenceOf(single, 'OCSP single response')
  const { 0: next, 1: wrapped } = optionalParts(rest, [0, 1], 'OCSP single response')
  if (!status) throw new Malformed('OCSP status missing')
  if (wrapped) expectKnown(readExtensions(insideOf(wrapped, 'OCSP single extensions')))
  return {
    status,
    thisUpdate: readTime(thisUpdate, 'thisUpdate'),
    nextUpdate: next ? readTime(insideOf(next, 'nextUpdate'), 'nextUpdate') : null,
  }
}

const singleFor = async ({ responses }: OcspResponse, pair: Pair, cryptography: Cryptography): Promise<Single> => {
  const id = await certificateId(pair, cryptography)
  const [mine, ...more] = responses.filter((one) => isSameId(sequenceOf(one, 'OCSP single response')[0], id))
  if (!mine) throw new Doubt('wrong', 'about another certificate')
  if (more.length > 0) throw new Doubt('wrong', 'several answers about the certificate')
  return readSingle(mine)
}

const revoked = ({ children }: Element, isExtended: boolean, until: string | null): Finding => {
  const [time, ...rest] = children
  const { 0: wrapped } = optionalParts(rest, [0], 'RevokedInfo')
  const at = readTime(time, 'revocationTime')
  const reason = wrapped ? readReason(insideOf(wrapped, 'revocation reason')) : null
  // So says a responder of a certificate that was never issued (RFC 6960 §2.2).
  if (isExtended && at === 0 && reason === 'certificate-hold') throw new Doubt('not-known', 'never issued')
  return { state: 'revoked', at: timeText(at), reason, until }
}

const findingOf = ({ status, nextUpdate }: Single, extensions: readonly Extension[]): Finding => {
  const until = nextUpdate === null ? null : timeText(nextUpdate)
  if (status.tag === REVOKED)
    return revoked(
      status,
      extensions.some(({ type }) => type === EXTENDED_REVOKE),
      until,
    )
  if ((status.tag !== GOOD && status.tag !== UNKNOWN) || status.content.length > 0) throw new Malformed('certStatus')
  if (status.tag === UNKNOWN) throw new Doubt('not-known', 'certStatus unknown')
  return { state: 'good', until }
}

export interface OcspQuestion {
  /** What the responder has sent. */
  readonly response: Uint8Array
  /** What was sent in the request. */
  readonly nonce: Uint8Array
  /** Milliseconds since the epoch. */
  readonly now: number
}

/**
 * What an OCSP response says of a certificate (RFC 6960 §3.2): signed by its issuer or by whom that has delegated to, about this
 * certificate, of now. That the responder's own certificate has been revoked is not asked.
 */
export const checkOcsp = (pair: Pair, { response: bytes, nonce, now }: OcspQuestion, cryptography: Cryptography) =>
  orUnknown(async (): Promise<Finding> => {
    const response = readOcspResponse(bytes)
    const signer = await signerOf(response, pair, now, cryptography)
    await expectSigned(response, signer, 'response', cryptography)
    expectKnown(response.extensions)
    const isMine = hasNonce(response.extensions, nonce)
    const single = await singleFor(response, pair, cryptography)
    expectPast(response.producedAt, now, 'producedAt')
    expectCurrent(single, now)
    if (!isMine) expectYoung(single, now)
    return findingOf(single, response.extensions)
  })
