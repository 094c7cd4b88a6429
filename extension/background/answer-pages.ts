import { screenById } from '../../src/bank/general-screens.ts'
import type { BankProfile } from '../../src/bank/profile.ts'
import { hresultOf } from '../../src/enrolment/hresult.ts'
import { refusalOf, wishWithin } from '../../src/policy/refusal.ts'
import type { Rules } from '../../src/policy/rules.ts'
import { toReport } from '../../src/protocol/errors.ts'
import type { ContentMessage, Mark } from '../../src/protocol/extension.ts'
import type { PageWish, RenewalEvent } from '../../src/renewal/event.ts'
import type { Notice, PagePlace, Waiting } from '../../src/renewal/state.ts'
import type { PageGuide } from '../content/main.iife.ts'
import { openEnrolmentOf } from './host-work.ts'
import type { Koshin } from './koshin.ts'
import { readRulesNow } from './managed.ts'
import { answerCall, holdClick, holdScript } from './page-answers.ts'
import { callIdOf, decodeCall, noticeOf, onlyStore, waitingCall, wishOf } from './page-messages.ts'
import { bankOf } from './sites.ts'
import { callBegins } from './waiting-calls.ts'

/** What content scripts say, from a document whose origin the browser has named and a bank owns. */

const noticeSeen = async (
  koshin: Koshin,
  bank: BankProfile,
  place: PagePlace,
  { reading }: Extract<ContentMessage, { type: 'notice-seen' }>,
): Promise<Mark | null> => {
  if (reading.screen === 'none') return null
  const notice = noticeOf(bank, await readRulesNow(), place, reading)
  if (screenById(bank, reading.screen)) await koshin.loop.dispatch({ type: 'notice-seen', notice })
  return koshin.markFor(notice)
}

const requestWanted = (rules: Rules, notice: Notice, waiting: Waiting, wish: PageWish): RenewalEvent => {
  const refusal = refusalOf(rules, { store: wish.store, algorithm: notice.algorithm })
  return { type: 'request-wanted', notice, waiting, wish, refusal }
}

const enrolClicked = async (
  koshin: Koshin,
  bank: BankProfile,
  place: PagePlace,
  { store }: Extract<ContentMessage, { type: 'enrol-clicked' }>,
): Promise<boolean> => {
  const decided = holdClick(place)
  const rules = await readRulesNow()
  const wish = { subject: null, keyLength: 0, store: wishWithin(rules, store ?? onlyStore(bank)) }
  await koshin.loop.dispatch(requestWanted(rules, noticeOf(bank, rules, place), { kind: 'click', place }, wish))
  return decided
}

const pageCalled = async (koshin: Koshin, bank: BankProfile, place: PagePlace, raw: unknown): Promise<void> => {
  try {
    const call = decodeCall(raw)
    const waiting = waitingCall(place, call.id)
    await callBegins(call.id, place)
    if (call.method === 'create-request') {
      const rules = await readRulesNow()
      const notice = noticeOf(bank, rules, place)
      return await koshin.loop.dispatch(requestWanted(rules, notice, waiting, wishOf(bank, rules, call)))
    }
    const { state } = koshin.loop
    const known = 'enrolment' in state && state.enrolment?.origin === place.origin
    const enrolment = known ? null : await openEnrolmentOf(koshin.host, place.origin)
    await koshin.loop.dispatch({ type: 'answer-came', waiting, answer: call.answer, enrolment })
  } catch (error) {
    const id = callIdOf(raw)
    if (id) await answerCall(place.origin, id, { ok: false, hresult: hresultOf(toReport(error).code) })
  }
}

/** @returns what the content script is told; null for a document that no bank owns */
export const answerPage = async (koshin: Koshin, place: PagePlace, message: ContentMessage): Promise<unknown> => {
  const bank = await bankOf(place.origin)
  if (!bank) return null
  switch (message.type) {
    case 'page-opened': {
      const { screens, fields } = bank
      return { screens, fields } satisfies PageGuide
    }
    case 'notice-seen':
      return noticeSeen(koshin, bank, place, message)
    case 'enrol-clicked':
      return enrolClicked(koshin, bank, place, message)
    case 'page-called': {
      const answered = holdScript(place, callIdOf(message.call))
      await pageCalled(koshin, bank, place, message.call)
      return answered
    }
  }
}
