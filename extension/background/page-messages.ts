import * as v from 'valibot'
import type { BankProfile } from '../../src/bank/profile.ts'
import { parseX500Name } from '../../src/enrolment/x500-name.ts'
import { KoshinError } from '../../src/protocol/errors.ts'
import { type ContentMessage, type PageCall, pageCallSchema } from '../../src/protocol/extension.ts'
import type { PageWish } from '../../src/renewal/event.ts'
import type { Notice, PagePlace, Waiting } from '../../src/renewal/state.ts'
import { faceOf } from './sites.ts'

/** Decodes what pages and content scripts send, and makes it into the terms of a renewal. */

type Reading = Extract<ContentMessage, { type: 'notice-seen' }>['reading']

const NOTHING_READ: Reading = {
  screen: 'none',
  fields: { expiry: null, corporateId: null, userId: null, serialNumber: null },
}

/** A notice from a reading; a script may ask before any screen was read, so the reading may be missing. */
export const noticeOf = (bank: BankProfile, place: PagePlace, reading: Reading = NOTHING_READ): Notice => {
  const screen = bank.screens.find(({ id }) => id === reading.screen)
  const { expiry, corporateId, userId } = reading.fields
  return {
    bank: faceOf(bank),
    place,
    screen: reading.screen,
    step: screen?.step ?? 'choose-store',
    next: screen?.next?.label ?? null,
    // The last screen prints the last day of the new certificate: only a notice tells that of the old one.
    expiry: screen?.notice ? expiry : null,
    corporateId,
    userId,
    algorithm: bank.enrolment.key,
    answerWithinSeconds: bank.renewal.answerWithinSeconds,
  }
}

/** @throws KoshinError page-request-unreadable */
export const decodeCall = (call: unknown): PageCall => {
  const result = v.safeParse(pageCallSchema, call)
  if (result.success) return result.output
  throw new KoshinError('page-request-unreadable', { detail: v.getDotPath(result.issues[0]) ?? 'call' })
}

/** The call's id where it has one, so that even a call that cannot be read is answered. */
export const callIdOf = (call: unknown): string | null => {
  const result = v.safeParse(v.object({ id: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)) }), call)
  return result.success ? result.output.id : null
}

export const waitingCall = (place: PagePlace, callId: string): Waiting => ({ kind: 'call', place, callId })

/** @throws KoshinError page-request-unreadable when the subject is no distinguished name */
export const wishOf = (call: Extract<PageCall, { method: 'create-request' }>): PageWish => {
  try {
    return {
      subject: call.subject ? parseX500Name(call.subject.text, call.subject.flags) : null,
      keyLength: call.keyLength,
    }
  } catch {
    throw new KoshinError('page-request-unreadable', { detail: 'subject' })
  }
}
