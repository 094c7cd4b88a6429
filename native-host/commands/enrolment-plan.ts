import { commonName } from '../../src/certificate/certificate.ts'
import { readCertificate } from '../../src/pki/certificate.ts'
import { KoshinError } from '../../src/protocol/errors.ts'
import type { HostParams } from '../../src/protocol/host.ts'
import { newKeyId } from '../journal/key-id.ts'
import type { EnrolmentRecord } from '../journal/record.ts'
import type { TokenName } from '../pkcs11/names.ts'
import { requireWritable } from '../pkcs11/require-writable.ts'
import { hexOf, sha256 } from '../pkcs11/signature.ts'
import type { TokenFacts } from '../pkcs11/verbs.ts'
import { JOURNAL_SCHEMA } from '../version.ts'
import type { HostContext } from './context.ts'

/** What the journal has before there is a key. */

type Params = HostParams<'enrolment.prepare'>

/** @throws KoshinError token-read-only, computer-store-failed, token-unsupported: before a PIN is asked */
export const refuseUnfit = (token: TokenFacts, algorithm: Params['algorithm']): void => {
  requireWritable(token)
  if (!token.keyAlgorithms.includes(algorithm)) throw new KoshinError('token-unsupported', { detail: algorithm })
}

/** The four names alone: what comes from a driver may carry more. */
export const nameOf = ({ label, manufacturer, model, serialNumber }: TokenName): TokenName => ({
  label,
  manufacturer,
  model,
  serialNumber,
})

/** CN of the certificate that is followed, as far as the journal keeps it. */
const subjectText = (previous: Uint8Array): string =>
  commonName(readCertificate(previous, sha256).subject).slice(0, 256)

export const plan = (
  { origin, bank, bankName, algorithm }: Pick<Params, 'origin' | 'bank' | 'bankName' | 'algorithm'>,
  token: TokenFacts,
  previous: Uint8Array,
  { now, random }: Pick<HostContext, 'now' | 'random'>,
): EnrolmentRecord => {
  const time = new Date(now()).toISOString()
  return {
    schema: JOURNAL_SCHEMA,
    id: hexOf(random(16)),
    state: 'planned',
    createdAt: time,
    updatedAt: time,
    origin,
    bank,
    bankName,
    token: nameOf(token),
    keeper: token.keeper,
    algorithm,
    keyId: hexOf(newKeyId(random)),
    subject: subjectText(previous),
    previous: Buffer.from(previous).toString('base64'),
    rescued: false,
    spki: null,
    request: null,
    certificate: null,
  }
}
