import { certificateParts } from '../../src/pki/certificate.ts'
import { KoshinError } from '../../src/protocol/errors.ts'
import { type Found, nextStep, type Step } from '../journal/next-step.ts'
import type { EnrolmentRecord } from '../journal/record.ts'
import { weakness } from '../pkcs11/protection.ts'
import { publicKeyInfo } from '../pkcs11/signature.ts'
import type { TokenSession } from '../pkcs11/token-session.ts'
import type { HeldObjects } from '../pkcs11/verbs.ts'
import type { HostContext } from './context.ts'
import { issuedCertificate, keyIdOf, labelOf } from './enrolment-view.ts'

/** The key of an enrolment, found or made: by its CKA_ID, which was in the journal before there was a key. */

/** Whether it is a certificate for the key that it lies beside. */
export const isForKey = ({ publicKey }: HeldObjects, der: Uint8Array): boolean => {
  if (publicKey === null) return false
  try {
    return Buffer.compare(certificateParts(der).spki, publicKeyInfo(publicKey)) === 0
  } catch (error) {
    if (error instanceof KoshinError) return false
    throw error
  }
}

const certificateFound = (record: EnrolmentRecord, held: HeldObjects): Found['certificate'] => {
  const { certificates } = held
  if (certificates.length === 0) return 'none'
  const own = record.certificate === null ? null : issuedCertificate(record)
  if (certificates.some((der) => own !== null && Buffer.compare(der, own) === 0)) return 'this'
  return certificates.some((der) => isForKey(held, der)) ? 'other' : 'torn'
}

/** What a restart must do, seen from the token. */
export const stepFor = (record: EnrolmentRecord, held: HeldObjects, hasAnswer: boolean): Step =>
  nextStep(record, { key: held.key, certificate: certificateFound(record, held), answer: hasAnswer })

/** @throws KoshinError key-missing: it is gone, or it is another one than the journal says */
export const requireKey = (record: EnrolmentRecord, held: HeldObjects): Uint8Array => {
  if (held.publicKey === null || held.key !== 'whole') throw new KoshinError('key-missing')
  const spki = publicKeyInfo(held.publicKey)
  if (record.spki !== null && Buffer.compare(spki, Buffer.from(record.spki, 'base64')) !== 0)
    throw new KoshinError('key-missing', { detail: 'another key has its id' })
  return spki
}

/** A key that could be copied is of no use to the bank: it is removed before anybody hears of it. */
const refuseUnprotected = async (
  record: EnrolmentRecord,
  held: HeldObjects,
  session: TokenSession,
  { journal }: HostContext,
): Promise<void> => {
  const found = weakness(held.protection, session.token.keeper)
  if (found === null) return
  await session.call('remove-key', { id: keyIdOf(record) })
  journal.advance(record.id, 'discarded')
  throw new KoshinError('key-unprotected', { detail: found })
}

/**
 * NSS makes a key, and says afterwards that it was never otherwise: one that was cut off in between looks as if it could have been
 * copied. Nobody has heard of it yet, so it counts as half made.
 */
const stepToKey = (record: EnrolmentRecord, held: HeldObjects, keeper: EnrolmentRecord['keeper']): Step => {
  const step = stepFor(record, held, false)
  return step === 'adopt-key' && weakness(held.protection, keeper) !== null ? 'remove-half-key' : step
}

/**
 * The record with its key made, at whatever state it comes in; makes one only where the journal has planned one and the
 * token has none.
 * @throws KoshinError key-missing, key-unprotected, and what the token says
 */
export const withKey = async (
  record: EnrolmentRecord,
  session: TokenSession,
  context: HostContext,
): Promise<EnrolmentRecord> => {
  const id = keyIdOf(record)
  const step = stepToKey(record, await session.call('find', { id }), session.token.keeper)
  if (step === 'key-lost') throw new KoshinError('key-missing')
  // Another request would be another submission, for a key that has its certificate already.
  if (step === 'adopt-certificate') throw new KoshinError('already-renewed')
  if (step === 'remove-half-key') await session.call('remove-key', { id })
  if (step === 'make-key' || step === 'remove-half-key') {
    context.progress('making-key')
    await session.call('make-key', { id, label: labelOf(record), algorithm: record.algorithm })
  }
  const held = await session.call('find', { id })
  const spki = requireKey(record, held)
  await refuseUnprotected(record, held, session, context)
  return context.journal.advance(record.id, 'key-made', { spki: Buffer.from(spki).toString('base64') })
}
