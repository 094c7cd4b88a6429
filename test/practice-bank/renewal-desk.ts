import { type KeyObject, X509Certificate } from 'node:crypto'
import type { CertificateAuthority, IssuedCertificate } from './certificate-authority.ts'
import { type Refusal, readCertificateRequest, refusalOf, spkiSha256 } from './certificate-request.ts'
import { expiryOf } from './client-certificate.ts'
import { daysUntil, oneYearFrom } from './japanese-day.ts'
import type { Ledger } from './ledger.ts'
import type { Misbehaviour } from './misbehaviour.ts'
import type { Renewal } from './sessions.ts'
import { commonNameOf, type SubjectName, subjectOf } from './subject.ts'

const NOTICE_DAYS = 30

export type Decision =
  | { readonly kind: 'issued'; readonly issued: IssuedCertificate }
  | { readonly kind: 'refused'; readonly refusal: Refusal }

export interface RenewalDeskParts {
  readonly authority: CertificateAuthority
  readonly ledger: Ledger
  readonly now: () => Date
  readonly misbehaviour: () => Misbehaviour
}

/** What the bank does for a renewal, and where it misbehaves when it is told to. */
export class RenewalDesk {
  readonly #parts: RenewalDeskParts

  constructor(parts: RenewalDeskParts) {
    this.#parts = parts
  }

  /** 有効期限の30日前から有効期限日まで */
  isDue(certificate: X509Certificate): boolean {
    return daysUntil(expiryOf(certificate), this.#parts.now()) <= NOTICE_DAYS
  }

  /** The newest certificate of whoever has this common name; undefined: nobody of the bank's. */
  certificateOf(commonName: string): X509Certificate | undefined {
    return this.#parts.ledger
      .issued()
      .map(({ pem }) => new X509Certificate(pem))
      .findLast((certificate) => commonNameOf(certificate) === commonName)
  }

  /** @param loggedOn whose subject the new certificate carries, whatever the request says */
  async decide(posted: string, loggedOn: X509Certificate): Promise<Decision> {
    const { authority, ledger, now } = this.#parts
    const request = await readCertificateRequest(posted)
    ledger.recordSubmission({
      at: now().toISOString(),
      csrPem: request.kind === 'readable' ? request.csrPem : request.text,
      spkiSha256: request.kind === 'readable' ? spkiSha256(request.publicKey) : null,
    })
    if (request.kind === 'unreadable') return { kind: 'refused', refusal: 'unreadable' }
    const refusal = refusalOf(request)
    if (refusal !== undefined) return { kind: 'refused', refusal }
    const before = this.#issuedFor(request.publicKey, this.#subjectFor(loggedOn))
    if (before !== undefined) return { kind: 'issued', issued: before }
    const csrPem = await this.#requestToCertify(request.csrPem)
    const issued = await authority.issue(csrPem, this.#subjectFor(loggedOn), oneYearFrom(now()))
    ledger.recordIssued(issued)
    return { kind: 'issued', issued }
  }

  /** Whether 電子証明書発行処理中 may move on. */
  isAnswerReady(): boolean {
    return this.#parts.misbehaviour() !== 'no-answer'
  }

  /** What the page hands to InstallResponse: base64 of a PKCS#7 in lines of 64 characters, each ended by CRLF. */
  async answerFor(renewal: Renewal): Promise<string> {
    if (this.#parts.misbehaviour() === 'html') return MAINTENANCE_PAGE
    const der = await this.#parts.authority.pkcs7(renewal.issued.pem)
    return der.toString('base64').replace(/.{1,64}/g, '$&\r\n')
  }

  #subjectFor(loggedOn: X509Certificate): SubjectName {
    const subject = subjectOf(loggedOn)
    if (this.#parts.misbehaviour() !== 'other-subject') return subject
    return subject.map(([type, value]) => [type, type === 'O' ? OTHER_ORGANISATION : value] as const)
  }

  /** A key has one certificate: whoever asks again, because the answer got lost, is given that one again. */
  #issuedFor(publicKey: KeyObject, subject: SubjectName): IssuedCertificate | undefined {
    if (this.#parts.misbehaviour() === 'wrong-key') return undefined
    const wanted = spkiSha256(publicKey)
    return this.#parts.ledger.issued().find(({ pem }) => {
      const certificate = new X509Certificate(pem)
      const isSubject = JSON.stringify(subjectOf(certificate)) === JSON.stringify(subject)
      return isSubject && spkiSha256(certificate.publicKey) === wanted
    })
  }

  async #requestToCertify(csrPem: string): Promise<string> {
    if (this.#parts.misbehaviour() !== 'wrong-key') return csrPem
    return (await this.#parts.authority.makeKey()).csrPem
  }
}

const OTHER_ORGANISATION = 'Betsu Shinkin Bank'

const MAINTENANCE_PAGE =
  '<html><head><title>メンテナンス中</title></head><body>ただいまサービスを停止しています。</body></html>\r\n'
