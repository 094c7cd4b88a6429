import { sameName } from '../certificate/certificate.ts'
import { sameBytes } from '../pki/bytes.ts'
import { keyUsage } from '../pki/extensions.ts'
import { timeText } from '../pki/time.ts'
import type { Pair } from './certificate-pair.ts'
import { readCrl } from './crl.ts'
import { entryOf } from './crl-entry.ts'
import { expectInScope } from './crl-scope.ts'
import type { Cryptography } from './cryptography.ts'
import { Doubt, orUnknown } from './doubt.ts'
import type { Finding } from './revocation.ts'
import { expectSigned } from './signature.ts'
import { expectCurrent } from './times.ts'

/**
 * What a revocation list says of a certificate (RFC 5280 §6.3): a whole list, signed by the issuer with the key that has signed the
 * certificate, of now. Indirect lists and deltas are not believed.
 * @param bytes as they were fetched
 * @param now milliseconds since the epoch
 */
export const checkCrl = ({ certificate, issuer }: Pair, bytes: Uint8Array, now: number, cryptography: Cryptography) =>
  orUnknown(async (): Promise<Finding> => {
    const crl = readCrl(bytes)
    if (!sameName(crl.issuer, certificate.issuer)) throw new Doubt('untrusted', 'list of another issuer')
    if (keyUsage(issuer)?.crlSign === false) throw new Doubt('untrusted', 'issuer without cRLSign')
    if (!sameBytes(crl.algorithm, crl.innerAlgorithm)) throw new Doubt('untrusted', 'list: algorithm differs inside')
    await expectSigned(crl, issuer, 'list', cryptography)
    expectInScope(crl, certificate)
    expectCurrent(crl, now)
    const until = crl.nextUpdate === null ? null : timeText(crl.nextUpdate)
    const entry = entryOf(crl, certificate.serialNumber.content)
    return entry ? { state: 'revoked', ...entry, until } : { state: 'good', until }
  })
