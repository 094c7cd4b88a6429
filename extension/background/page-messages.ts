import * as v from 'valibot'
import { screenById } from '../../src/bank/general-screens.ts'
import type { BankProfile } from '../../src/bank/profile.ts'
import { parseX500Name } from '../../src/enrolment/x500-name.ts'
import { NOTHING_READ, type Reading } from '../../src/notice/reading.ts'
import { faceWithin } from '../../src/policy/face-within.ts'
import { raised } from '../../src/policy/key-strength.ts'
import { wishWithin } from '../../src/policy/refusal.ts'
import type { Rules } from '../../src/policy/rules.ts'
import { KoshinError } from '../../src/protocol/errors.ts'
import { type PageCall, pageCallSchema } from '../../src/protocol/extension.ts'
import type { PageWish } from '../../src/renewal/event.ts'
import type { Maker, Notice, PagePlace, StoreKind, Waiting } from '../../src/renewal/state.ts'

/** Decodes what pages and content scripts send, and makes it into the terms of a renewal. */

const makerOf = ({ enrolment }: BankProfile): Maker => (enrolment.technology === 'certenroll' ? 'koshin' : enrolment.by)

/** The one place where this bank lets a certificate be kept; null: it has two. */
export const onlyStore = ({ stores: [store, another] }: BankProfile): StoreKind | null =>
  store === undefined || another !== undefined ? null : store

/** Koshin makes no key for a bank that is only guided through: it has to say something, and nothing depends on it. */
const NO_KEY = 'rsa-2048'

/** A notice from a reading; a script may ask before any screen was read, so the reading may be missing. */
export const noticeOf = (
  bank: BankProfile,
  rules: Rules,
  place: PagePlace,
  reading: Reading = NOTHING_READ,
): Notice => {
  const screen = screenById(bank, reading.screen)
  const { expiry, expiryTime, corporateId, userId } = reading.fields
  // The last screen prints the last day of the new certificate: only a notice tells that of the old one.
  const isNotice = screen?.kind === 'notice'
  return {
    bank: faceWithin(rules, bank),
    place,
    screen: reading.screen,
    kind: screen?.kind ?? 'way',
    step: screen?.step ?? bank.steps[0] ?? 'start',
    steps: bank.steps,
    role: screen?.role ?? null,
    next: reading.label ?? screen?.next?.label ?? null,
    expiry: isNotice ? expiry : null,
    expiryTime: isNotice ? expiryTime : null,
    corporateId,
    userId,
    store: wishWithin(rules, screen?.next?.store ?? onlyStore(bank)),
    maker: makerOf(bank),
    algorithm: bank.enrolment.technology === 'certenroll' ? raised(bank.enrolment.key, rules.minimumRsaBits) : NO_KEY,
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
export const wishOf = (
  bank: BankProfile,
  rules: Rules,
  call: Extract<PageCall, { method: 'create-request' }>,
): PageWish => {
  try {
    return {
      subject: call.subject ? parseX500Name(call.subject.text, call.subject.flags) : null,
      keyLength: call.keyLength,
      store: wishWithin(rules, onlyStore(bank)),
    }
  } catch {
    throw new KoshinError('page-request-unreadable', { detail: 'subject' })
  }
}
