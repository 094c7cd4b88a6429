import { readX509 } from '../pki/x509.ts'
import { type Address, addressesOf } from './addresses.ts'
import { certificateId } from './certificate-id.ts'
import { type Pair, withIssuer } from './certificate-pair.ts'
import { checkCrl } from './check-crl.ts'
import { checkOcsp } from './check-ocsp.ts'
import type { Cryptography } from './cryptography.ts'
import { Doubt, orUnknown } from './doubt.ts'
import { ocspRequest } from './ocsp-request.ts'
import type { Finding, UnknownFinding } from './revocation.ts'

/** Asking about one certificate: whom, what, and what the answer means. Whoever carries it out brings network, clock and randomness. */
export interface Inquiry {
  /** At least one, the likeliest first. */
  readonly addresses: readonly Address[]
  /** What is posted to a responder; see ocspRequest. */
  ocspRequest(nonce: Uint8Array): Promise<Uint8Array>
  /** @param now milliseconds since the epoch */
  readOcsp(response: Uint8Array, nonce: Uint8Array, now: number): Promise<Finding>
  readCrl(list: Uint8Array, now: number): Promise<Finding>
}

const inquiryOf = (pair: Pair, addresses: readonly Address[], cryptography: Cryptography): Inquiry => ({
  addresses,
  ocspRequest: async (nonce) => ocspRequest(await certificateId(pair, cryptography), nonce),
  readOcsp: (response, nonce, now) => checkOcsp(pair, { response, nonce, now }, cryptography),
  readCrl: (list, now) => checkCrl(pair, list, now, cryptography),
})

/**
 * @param der the certificate
 * @param candidates DER of certificates that may have issued it
 * @param now milliseconds since the epoch
 * @returns why nobody can be asked, where that is so
 */
export const inquire = (
  der: Uint8Array,
  candidates: readonly Uint8Array[],
  now: number,
  cryptography: Cryptography,
): Promise<Inquiry | UnknownFinding> =>
  orUnknown(async () => {
    const certificate = readX509(der)
    if (certificate.notAfter < now) throw new Doubt('expired', 'the certificate has expired')
    const addresses = addressesOf(certificate)
    if (addresses.length === 0) throw new Doubt('no-address', 'no OCSP responder or CRL with http or https')
    return inquiryOf(await withIssuer(certificate, candidates, cryptography), addresses, cryptography)
  })
