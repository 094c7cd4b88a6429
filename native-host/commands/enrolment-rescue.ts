import { commonName } from '../../src/certificate/certificate.ts'
import { KoshinError } from '../../src/protocol/errors.ts'
import type { HostResult } from '../../src/protocol/host.ts'
import type { SavedAnswer } from '../journal/answer-file.ts'
import type { EnrolmentRecord } from '../journal/record.ts'
import { log } from '../log.ts'
import { type TokenInDriver, withDrivers } from '../pkcs11/drivers.ts'
import { tokenText } from '../pkcs11/names.ts'
import { hexOf, publicKeyInfo, sha256 } from '../pkcs11/signature.ts'
import type { OwnKey, StoredCertificate } from '../pkcs11/verbs.ts'
import { JOURNAL_SCHEMA } from '../version.ts'
import { answersKey } from './bank-answer.ts'
import { clientCertificates } from './certificate-entry.ts'
import type { HostContext } from './context.ts'
import { nameOf } from './enrolment-plan.ts'
import { enrolmentView, labelOf } from './enrolment-view.ts'
import { algorithmOf, strayKeysOn } from './stray-keys.ts'

/** Puts enrolments together again whose records were lost: from the keys on the tokens, and from what banks answered. */

/** One key gives one record, however often and by whomever it is rescued. */
const rescuedId = (keyId: Uint8Array): string => hexOf(sha256(Buffer.from(`rescued ${hexOf(keyId)}`))).slice(0, 32)

/** The newest certificate that bears the name in the key's label: the one that was to be followed. */
const previousOf = (key: OwnKey, token: TokenInDriver['token'], stored: readonly StoredCertificate[]) => {
  const [newest] = clientCertificates(token, stored)
    .filter(({ subject }) => labelOf({ subject: commonName(subject).slice(0, 256) }) === key.label)
    .toSorted((a, b) => b.notAfter.localeCompare(a.notAfter))
  if (newest === undefined) return null
  const der = stored.find((one) => hexOf(sha256(one.der)) === newest.sha256)?.der
  return der === undefined ? null : { subject: commonName(newest.subject), der }
}

const answersTo = async (spki: Uint8Array, saved: readonly SavedAnswer[]): Promise<SavedAnswer[]> => {
  const found: SavedAnswer[] = []
  for (const one of saved) if (await answersKey(one.raw, spki)) found.push(one)
  return found.toSorted((a, b) => a.savedAt.localeCompare(b.savedAt))
}

/** null: no key that Koshin would have made. Nothing says that its request has not been sent, so it counts as sent. */
const rescued = async (
  key: OwnKey,
  { token, driver }: TokenInDriver,
  { journal, now }: HostContext,
): Promise<EnrolmentRecord | null> => {
  const algorithm = algorithmOf(key.publicKey)
  if (algorithm === null) return null
  const spki = publicKeyInfo(key.publicKey)
  const answers = await answersTo(spki, journal.allAnswers())
  const answer = answers.at(-1)
  const previous = previousOf(key, token, await driver.process.call('list-certificates', { token }))
  const time = new Date(now()).toISOString()
  const record: EnrolmentRecord = {
    schema: JOURNAL_SCHEMA,
    id: rescuedId(key.id),
    state: 'requested',
    createdAt: time,
    updatedAt: time,
    origin: answer?.origin ?? null,
    bank: answer?.bank ?? '',
    bankName: answer?.bankName ?? '',
    token: nameOf(token),
    keeper: token.keeper,
    algorithm,
    keyId: hexOf(key.id),
    subject: previous?.subject.slice(0, 256) ?? key.label.slice(0, 256),
    previous: previous === null ? null : Buffer.from(previous.der).toString('base64'),
    rescued: true,
    spki: Buffer.from(spki).toString('base64'),
    request: null,
    certificate: null,
  }
  journal.create(record)
  for (const { raw } of answers) journal.saveAnswer(record, raw)
  log('enrolment rescued', { id: record.id, keyId: record.keyId, answers: answers.length })
  return record
}

const rescuedOn = async (found: TokenInDriver, context: HostContext): Promise<EnrolmentRecord[]> => {
  try {
    const records: EnrolmentRecord[] = []
    for (const key of await strayKeysOn(found, context))
      records.push(...[await rescued(key, found, context)].flatMap((one) => one ?? []))
    return records
  } catch (error) {
    if (!(error instanceof KoshinError)) throw error
    log('token cannot be searched', { code: error.code, token: tokenText(found.token) })
    return []
  }
}

/** Keys of Koshin that no readable record names get a record again. Damaged records are put away as they are. */
export const enrolmentRescue = (_: unknown, context: HostContext): Promise<HostResult<'enrolment.rescue'>> =>
  withDrivers(context.storeSources(), async ({ tokens }) => {
    const records: EnrolmentRecord[] = []
    for (const found of tokens) records.push(...(await rescuedOn(found, context)))
    context.journal.putDamagedAway()
    return { enrolments: records.map(enrolmentView) }
  })
