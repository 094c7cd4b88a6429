import { KoshinError } from '../../src/protocol/errors.ts'
import { type EnrolmentRecord, isOpen } from '../journal/record.ts'
import { log } from '../log.ts'
import { sameToken, type TokenName } from '../pkcs11/names.ts'
import { hexOf } from '../pkcs11/signature.ts'
import type { StoredCertificate } from '../pkcs11/verbs.ts'
import { answersKey, type Grounds, takeAnswer } from './bank-answer.ts'
import type { HostContext } from './context.ts'
import { spkiOf } from './enrolment-view.ts'

/** Nothing but what the journal has; whatever needs more is asked for when the user goes on. */
const GROUNDS: Grounds = { issuers: [], bankAhead: null, acceptSubjectOf: null }

const takeOver = async (record: EnrolmentRecord, der: Uint8Array, context: HostContext): Promise<void> => {
  if (!(await answersKey(der, spkiOf(record)))) return
  log('the token has come further than the journal', { id: record.id })
  context.journal.saveAnswer(record, der)
  try {
    await takeAnswer(record, der, GROUNDS, context)
  } catch (error) {
    if (!(error instanceof KoshinError)) throw error
    log('a certificate on the token is not taken over', { id: record.id, code: error.code })
  }
}

/**
 * An open enrolment whose certificate lies on its token has its answer, whatever the journal says: a backup of the
 * computer was restored, or the token was taken to another one and back.
 */
export const reconcile = async (
  token: TokenName,
  stored: readonly StoredCertificate[],
  context: HostContext,
): Promise<void> => {
  for (const record of context.journal.list().records) {
    if (!isOpen(record) || record.certificate !== null || record.spki === null) continue
    const own = sameToken(record.token, token) ? stored.find(({ id }) => hexOf(id) === record.keyId) : undefined
    if (own !== undefined) await takeOver(record, own.der, context)
  }
}
