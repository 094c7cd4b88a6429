import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WEB_CRYPTOGRAPHY } from '../../../extension/background/web-cryptography.ts'
import { type Inquiry, inquire } from '../../../src/revocation/inquiry.ts'
import type { Finding } from '../../../src/revocation/revocation.ts'
import { type Paper, RevokingAuthority } from '../../practice-bank/revoking-authority.ts'

/** Asks about certificates of a CA made by openssl, with the cryptography that the extension has. */

export const FOLDER = mkdtempSync(join(tmpdir(), 'koshin-revocation-'))
export const ADDRESSES = [
  'authorityInfoAccess=OCSP;URI:http://ocsp.example/',
  'crlDistributionPoints=URI:http://crl.example/list.crl',
]
/** Octets that everybody could guess: what is tested is that they come back. */
export const NONCE = new Uint8Array(32).map((_, index) => index + 1)

export const inquiryFor = async (certificate: Paper, issuer: Paper): Promise<Inquiry> => {
  const inquiry = await inquire(certificate.der, [issuer.der], Date.now(), WEB_CRYPTOGRAPHY)
  if (!('addresses' in inquiry)) throw new Error(`${inquiry.reason}: ${inquiry.detail}`)
  return inquiry
}

/** `good`, `revoked`, or why it is not known. */
export const short = (finding: Finding): string => (finding.state === 'unknown' ? finding.reason : finding.state)

export interface Desk {
  readonly authority: RevokingAuthority
  readonly good: Paper
  readonly revoked: Paper
}

/** A CA with one certificate that stands and one that was taken back. */
export const openDesk = async (options: Parameters<typeof RevokingAuthority.found>[1] = {}): Promise<Desk> => {
  const authority = await RevokingAuthority.found(FOLDER, options)
  const good = await authority.issue('good', ADDRESSES)
  const revoked = await authority.issue('revoked', ADDRESSES)
  await authority.revoke(revoked, '-crl_reason', 'keyCompromise')
  return { authority, good, revoked }
}
