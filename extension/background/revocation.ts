import { fromBase64 } from '../../src/enrolment/base64.ts'
import { toReport } from '../../src/protocol/errors.ts'
import type { Address } from '../../src/revocation/addresses.ts'
import { MOST_CRL_OCTETS } from '../../src/revocation/crl.ts'
import { type Inquiry, inquire } from '../../src/revocation/inquiry.ts'
import { NONCE_OCTETS } from '../../src/revocation/ocsp-request.ts'
import { MOST_OCSP_OCTETS } from '../../src/revocation/ocsp-response.ts'
import type {
  AskedHost,
  Finding,
  Revocation,
  UnknownFinding,
  UnknownRevocation,
} from '../../src/revocation/revocation.ts'
import { instantText } from '../../src/status/certificate-rows.ts'
import { fetchAnswer } from './fetch-answer.ts'
import type { HostConnection } from './host-connection.ts'
import { issuersOfBank } from './known-banks.ts'
import { isAllowed } from './sites.ts'
import { WEB_CRYPTOGRAPHY } from './web-cryptography.ts'

/** Asks whoever a certificate names whether it has been revoked (docs/decisions/0020): only when the user wants to know. */

/** The certificate as it lies in its store, and whom the store or the bank's profile has above it. @throws KoshinError */
const inquiryAbout = async (
  host: HostConnection,
  certificate: string,
  bank: string | null,
): Promise<Inquiry | UnknownFinding> => {
  const read = await host.call('certificate.read', { certificate })
  const candidates = [...read.issuers, ...(await issuersOfBank(bank))].flatMap((der) => fromBase64(der) ?? [])
  return inquire(fromBase64(read.certificate) ?? new Uint8Array(), candidates, Date.now(), WEB_CRYPTOGRAPHY)
}

const askOcsp = async ({ url }: Address, inquiry: Inquiry): Promise<Finding> => {
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_OCTETS))
  const fetched = await fetchAnswer({ url, post: await inquiry.ocspRequest(nonce), most: MOST_OCSP_OCTETS })
  if ('trouble' in fetched) return { state: 'unknown', reason: 'not-reached', detail: fetched.trouble }
  return inquiry.readOcsp(fetched.bytes, nonce, Date.now())
}

const askCrl = async ({ url }: Address, inquiry: Inquiry): Promise<Finding> => {
  const fetched = await fetchAnswer({ url, post: null, most: MOST_CRL_OCTETS })
  if ('trouble' in fetched) return { state: 'unknown', reason: 'not-reached', detail: fetched.trouble }
  return inquiry.readCrl(fetched.bytes, Date.now())
}

const nobodyAsked = (finding: UnknownFinding, next: AskedHost | null): Revocation => ({
  ...finding,
  host: null,
  checkedAt: instantText(Date.now()),
  next,
})

const NOT_ALLOWED: UnknownFinding = { state: 'unknown', reason: 'not-allowed', detail: 'no host is allowed' }

/** One after the other, until an answer can be believed. The first that could not is what is told, and who is left to be allowed. */
const askAll = async (inquiry: Inquiry): Promise<Revocation> => {
  let first: UnknownRevocation | null = null
  let next: AskedHost | null = null
  for (const address of inquiry.addresses) {
    const { host, pattern, source } = address
    if (!(await isAllowed(pattern))) {
      next ??= { host, pattern }
      continue
    }
    const finding = await (source === 'ocsp' ? askOcsp : askCrl)(address, inquiry)
    const checkedAt = instantText(Date.now())
    if (finding.state !== 'unknown') return { ...finding, by: source, host, checkedAt }
    first ??= { ...finding, host, checkedAt, next: null }
  }
  return first ? { ...first, next } : nobodyAsked(NOT_ALLOWED, next)
}

/**
 * @param certificate its PKCS#11 URI
 * @param bank id of the bank that it is for; null: not known
 */
export const checkRevocation = async (
  host: HostConnection,
  certificate: string,
  bank: string | null,
): Promise<Revocation> => {
  try {
    const inquiry = await inquiryAbout(host, certificate, bank)
    return 'addresses' in inquiry ? await askAll(inquiry) : nobodyAsked(inquiry, null)
  } catch (error) {
    return nobodyAsked({ state: 'unknown', reason: 'no-certificate', detail: toReport(error).code }, null)
  }
}
